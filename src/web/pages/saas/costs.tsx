import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import type { ListWords } from '../../parts/list/words.ts'
import { moneyText } from './terms-words.ts'

const all = new Intl.ListFormat('en')

/** What the inactive SaaS users of all applications that the list has cost: each currency by itself. */
export function Costs({ words: { search, filter, archived, asOf } }: { readonly words: ListWords }) {
  const wish = { search, filter, archived, asOf }
  const { data } = useQuery({
    queryKey: ['saas', 'costs', wish],
    queryFn: () => api.saasApplications.costs(wish),
  })
  if (!data || data.items.length === 0) return null
  const amounts = data.items.map(({ currency, inactiveCost }) => moneyText(inactiveCost, currency))
  return (
    <Text size="sm" c="dimmed">
      Inactive SaaS users cost {all.format(amounts)} a month
    </Text>
  )
}
