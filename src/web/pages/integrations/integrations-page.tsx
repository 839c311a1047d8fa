import { Drawer, SegmentedControl, Stack } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { integrationsQuery } from '../../parts/data/integrations.ts'
import { useMay } from '../../parts/session.ts'
import { Settled } from '../../parts/settled.tsx'
import { useAsked } from '../../parts/use-asked.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useLast } from '../../ui/use-last.ts'
import { Catalogue } from './catalogue.tsx'
import { Endings } from './endings.tsx'
import { MappingView } from './mapping-view.tsx'
import { SectionCard } from './section-card.tsx'
import { sections } from './sections.ts'

const views = [
  { value: 'blocks', label: 'Blocks' },
  { value: 'list', label: 'List' },
  { value: 'mapping', label: 'Mapping' },
] as const
type View = (typeof views)[number]['value']

/** Configuration → Integrations → Overview. */
export function IntegrationsPage() {
  const query = useQuery(integrationsQuery)
  const [view, setView] = useLocalStorage<View>({
    key: 'muster-integrations',
    defaultValue: 'blocks',
  })
  const may = useMay()
  const [asked, ask] = useAsked()
  const adding = may('integrations:write') ? sections.find(({ key }) => asked === `new-${key}`) : undefined
  const shown = useLast(adding)
  return (
    <Page
      title="Integrations"
      lead="What is loaded from where, how it stands, and when it runs next."
      actions={
        <SegmentedControl
          aria-label="How they are shown"
          value={view}
          onChange={(value) => setView(views.find((one) => one.value === value)?.value ?? 'blocks')}
          data={[...views]}
        />
      }
    >
      <Endings />
      <Settled>
        <Loaded query={query}>
          {(integrations) =>
            view === 'mapping' && integrations.length > 0 ? (
              <MappingView integrations={integrations} />
            ) : (
              <Stack>
                {sections.map((section) => (
                  <SectionCard
                    key={section.key}
                    section={section}
                    all={integrations}
                    isList={view === 'list'}
                    onAdd={() => ask(`new-${section.key}`)}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Settled>
      <Drawer
        opened={adding !== undefined}
        onClose={() => ask('')}
        position="right"
        title={`New integration: ${shown?.title ?? ''}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
        // The page has its header; this one is no landmark beside it.
        attributes={{ header: { role: 'presentation' } }}
      >
        {shown && <Catalogue section={shown} />}
      </Drawer>
    </Page>
  )
}
