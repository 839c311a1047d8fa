import { Combobox, UnstyledButton, useCombobox } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './picker.module.css'

/** One thing to choose. */
export interface Choice {
  readonly value: string
  readonly label: string
  /** Told beside it, in less. */
  readonly note?: string | undefined
  /** What it is, below its name. */
  readonly about?: string | undefined
  readonly isChosen?: boolean
}

export interface ChoiceGroup {
  readonly label: string
  readonly choices: readonly Choice[]
}

interface PickerProps {
  /** What is chosen, for whoever hears it. */
  readonly label: string
  readonly children: ReactNode
  readonly className?: string | undefined
  readonly isEmpty?: boolean
  /** Only asked once the list is opened: a page has dozens of these. */
  groups(): readonly ChoiceGroup[]
  onChoose(value: string): void
}

/** A button that opens a list to search and choose from. */
export function Picker({ label, children, className, isEmpty = false, groups, onChoose }: PickerProps) {
  const store = useCombobox({
    onDropdownOpen: () => store.focusSearchInput(),
    onDropdownClose: () => {
      store.resetSelectedOption()
      store.focusTarget()
    },
  })
  return (
    <Combobox
      store={store}
      position="bottom-start"
      width={300}
      shadow="md"
      onOptionSubmit={(value) => {
        store.closeDropdown()
        onChoose(value)
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <UnstyledButton
          type="button"
          className={className ?? classes.button}
          data-empty={isEmpty}
          aria-label={label}
          aria-haspopup="listbox"
          aria-expanded={store.dropdownOpened}
          onClick={() => store.toggleDropdown()}
        >
          {children}
          <IconSelector size={15} aria-hidden className={classes.icon} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        {store.dropdownOpened && (
          <Choices label={label} groups={groups()} onSearch={() => store.updateSelectedOptionIndex()} />
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly groups: readonly ChoiceGroup[]
  onSearch(): void
}

function Choices({ label, groups, onSearch }: ChoicesProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter((choice) => choice.label.toLowerCase().includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0)
  return (
    <>
      <Combobox.Search
        value={text}
        placeholder="Search"
        aria-label={`Search: ${label}`}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onSearch()
        }}
      />
      <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={label}>
        {shown.length === 0 && <Combobox.Empty>Nothing of that name</Combobox.Empty>}
        {shown.map((group) => (
          <Combobox.Group key={group.label} label={group.label}>
            {group.choices.map((choice) => (
              <Line key={choice.value} choice={choice} />
            ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
    </>
  )
}

function Line({ choice: { value, label, note, about, isChosen = false } }: { readonly choice: Choice }) {
  return (
    <Combobox.Option value={value} active={isChosen} className={classes.option}>
      <span>
        {isChosen && <span aria-hidden>✓ </span>}
        {label}
        {about && <span className={classes.about}>{about}</span>}
      </span>
      {note && <span className={classes.note}>{note}</span>}
    </Combobox.Option>
  )
}
