import { useQuery } from '@tanstack/react-query'
import { endingsQuery } from '../../parts/data/integrations.ts'
import { Note } from '../../ui/note.tsx'

/** Tells of deleted integrations until what they alone loaded is marked. */
export function Endings() {
  const { data = [] } = useQuery(endingsQuery)
  return data.map(({ id, name }) => (
    <Note key={id} tone="busy" role="status" title={`${name} was deleted`}>
      SaaS users and software that it alone loaded are being marked. Until that is done, lists show them as
      before.
    </Note>
  ))
}
