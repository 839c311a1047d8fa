import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { SearchBox } from '../../ui/search-box.tsx'
import { AsOf } from './as-of.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { ExportMenu } from './export-menu.tsx'
import { hasRule, toggleRule } from './filter-rules.ts'
import { GroupMenu } from './group-menu.tsx'
import type { ListSpec } from './list-spec.ts'
import classes from './list-tools.module.css'
import type { Viewed } from './use-views.ts'
import { ViewMenu } from './view-menu.tsx'

interface ToolsProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly viewed: Viewed
  readonly scope: ReactNode
  /** Whether the filter is being edited. */
  readonly filter: { readonly isOpen: boolean; toggle(): void }
}

/** What a list is searched by, the filters that are one press away, and how it looks. */
export function ListTools<T extends { readonly id: string }>(props: ToolsProps<T>) {
  const { spec, viewed, scope } = props
  const { words, say } = viewed
  return (
    <div className={classes.tools}>
      <ViewMenu spec={spec} viewed={viewed} />
      <div className={classes.search}>
        <SearchBox
          // A shared address, or a view, brings its own text.
          key={`${spec.key.join()} ${words.view}`}
          label={`Search ${spec.many}`}
          placeholder={spec.searches}
          value={words.search}
          onSearch={(search) => say({ search })}
        />
      </div>
      <Shaping {...props} />
      <fieldset className={classes.quick} aria-label="Quick filters">
        {scope}
        {spec.quick.map(({ label, filter: rule }) => (
          <Button
            key={label}
            size="xs"
            radius="xl"
            variant={hasRule(words.filter, rule) ? 'light' : 'default'}
            aria-pressed={hasRule(words.filter, rule)}
            onClick={() => say({ filter: toggleRule(words.filter, rule) })}
          >
            {label}
          </Button>
        ))}
      </fieldset>
    </div>
  )
}

/** How rows are filtered, grouped, shown, and taken along. */
function Shaping<T extends { readonly id: string }>({ spec, viewed, filter }: ToolsProps<T>) {
  const { words, say } = viewed
  return (
    <div className={classes.shaping}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFilter size={15} aria-hidden />}
        aria-expanded={filter.isOpen}
        onClick={filter.toggle}
      >
        Filter
      </Button>
      {spec.groups && <GroupMenu spec={spec} words={words} say={say} />}
      <ColumnMenu spec={spec} words={words} say={say} />
      {spec.hasPast && <AsOf words={words} say={say} />}
      <Density words={words} say={say} />
      <ExportMenu spec={spec} words={words} />
    </div>
  )
}

function Density({ words, say }: Pick<Viewed, 'words' | 'say'>) {
  const isCompact = words.density === 'compact'
  const label = isCompact ? 'Roomier rows' : 'Tighter rows'
  const Icon = isCompact ? IconBaselineDensityMedium : IconBaselineDensitySmall
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={label}
        onClick={() => say({ density: isCompact ? undefined : 'compact' })}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
