import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import { applicationName } from '../../parts/application-name.ts'
import type { ListColumn } from '../../parts/list/list-spec.ts'
import { termLabels } from '../../parts/term-labels.ts'
import { countText } from '../../ui/numbers.ts'
import { dayText } from '../../ui/time.ts'
import { CountLink } from './count-link.tsx'
import { kinds } from './kinds.ts'
import { inactiveCost, moneyText, unusedSeats } from './terms-words.ts'

type Column = ListColumn<SaasApplication>

/** What an application is called. */
const name: Column = {
  key: 'name',
  label: 'Application',
  type: 'text',
  width: 144,
  shows: ['name', 'instance'],
  cell: (application) => (
    <Anchor component={Link} to={`/saas/${application.id}`} inherit>
      {applicationName(application)}
    </Anchor>
  ),
}

const widths: Readonly<Record<(typeof kinds)[number]['key'], number>> = {
  active: 84,
  inactive: 96,
  untold: 90,
  unmatched: 156,
  gone: 80,
}

/** How many accounts it has of which kind; each count leads to them. */
const counts: readonly Column[] = [
  { key: 'users', label: 'SaaS users', type: 'number', width: 112, cell: ({ users }) => countText(users) },
  ...kinds.map(
    ({ key, label, filter }): Column => ({
      key,
      label,
      type: 'number',
      width: widths[key],
      cell: ({ id, [key]: count }) =>
        count === 0 ? (
          countText(count)
        ) : (
          <CountLink id={id} filter={filter}>
            {countText(count)}
          </CountLink>
        ),
    }),
  ),
]

const unknown = (
  <Text span inherit c="dimmed" fs="italic">
    unknown
  </Text>
)

/** What its figures are made of. */
const told = [
  'name',
  'users',
  'active',
  'inactive',
  'untold',
  'seats',
  'pricePerSeat',
  'pricePeriod',
  'currency',
]

const terms: readonly Column[] = [
  {
    key: 'unusedSeats',
    label: 'Unused seats',
    type: 'number',
    width: 128,
    shows: [...told, 'unusedSeats'],
    cell: (application) =>
      application.seats === null || application.unusedSeats === null
        ? unknown
        : `${unusedSeats(application).value} of ${countText(application.seats)}`,
  },
  {
    key: 'inactiveCost',
    label: 'Cost of inactive',
    type: 'number',
    width: 150,
    shows: [...told, 'inactiveCost'],
    cell: (application) => inactiveCost(application).value ?? unknown,
  },
  {
    key: 'renewalDate',
    label: termLabels.renewalDate,
    type: 'date',
    width: 108,
    cell: ({ renewalDate }) => (renewalDate === null ? unknown : dayText(renewalDate)),
  },
  {
    key: 'ownerName',
    label: termLabels.ownerId,
    type: 'text',
    width: 120,
    shows: ['ownerId', 'ownerName'],
    cell: ({ ownerId, ownerName }) =>
      ownerId === null ? (
        '–'
      ) : (
        <Anchor component={Link} to={`/people/${ownerId}`} inherit>
          {ownerName ?? 'Nameless'}
        </Anchor>
      ),
  },
  {
    key: 'seats',
    label: termLabels.seats,
    type: 'number',
    width: 120,
    cell: ({ seats }) => (seats === null ? unknown : countText(seats)),
  },
  {
    key: 'pricePerSeat',
    label: termLabels.pricePerSeat,
    type: 'number',
    width: 130,
    shows: ['pricePerSeat', 'currency'],
    cell: ({ pricePerSeat, currency }) =>
      pricePerSeat === null || currency === null ? unknown : moneyText(pricePerSeat, currency),
  },
  {
    key: 'pricePeriod',
    label: termLabels.pricePeriod,
    type: 'text',
    width: 100,
    options: ['month', 'year'],
    cell: ({ pricePeriod }) => pricePeriod ?? unknown,
  },
  {
    key: 'currency',
    label: termLabels.currency,
    type: 'text',
    width: 100,
    cell: ({ currency }) => currency ?? unknown,
  },
  {
    key: 'renewsInDays',
    label: 'Days until it renews',
    type: 'number',
    width: 160,
    cell: ({ renewsInDays }) => (renewsInDays === null ? '–' : countText(renewsInDays)),
  },
  { key: 'ownerId', label: 'Owner id', type: 'id', width: 280, cell: ({ ownerId }) => ownerId ?? '–' },
  { key: 'notes', label: termLabels.notes, type: 'text', width: 260, cell: ({ notes }) => notes ?? '–' },
]

const identity: readonly Column[] = [
  { key: 'vendor', label: 'Vendor', type: 'text', width: 120, cell: ({ vendor }) => vendor },
  { key: 'instance', label: 'Instance', type: 'text', width: 120, cell: ({ instance }) => instance || '–' },
]

/** What can be shown of applications. */
export const applicationColumns: readonly Column[] = [name, ...counts, ...terms, ...identity]
