/** A list as somebody asks it. */
export interface Question {
  readonly list: 'people' | 'saas-users' | 'devices' | 'software'
  readonly filter?: string
  readonly sort: string
}

/** What people look at every day, and keep as views. */
export const views: readonly Question[] = [
  { list: 'people', sort: 'fullName' },
  { list: 'people', sort: '-updatedAt' },
  { list: 'people', filter: 'department eq "Sales"', sort: 'last_name' },
  {
    list: 'people',
    filter: 'employment_status eq "active" and department eq "Engineering"',
    sort: '-start_date',
  },
  { list: 'people', filter: 'region eq "EMEA" and contract eq "contractor"', sort: 'team,last_name' },
  { list: 'people', filter: 'remote eq true and grade gt 10', sort: '-last_seen' },
  { list: 'people', filter: 'location eq "Berlin" and title contains "manager"', sort: 'last_name' },
  { list: 'people', filter: 'works_council eq true', sort: 'reviewed_on' },
  { list: 'saas-users', sort: 'label' },
  { list: 'saas-users', filter: 'active eq false', sort: 'label' },
  { list: 'saas-users', filter: 'personId empty', sort: 'label' },
  { list: 'saas-users', filter: 'goneAt not empty', sort: '-goneAt' },
  { list: 'saas-users', filter: 'role eq "Admin" and active eq false', sort: 'vendorId' },
]

/** The same of hardware. */
export const deviceViews: readonly Question[] = [
  { list: 'devices', sort: 'name' },
  { list: 'devices', sort: '-updatedAt' },
  { list: 'devices', filter: 'kind eq "laptop" and status eq "in use"', sort: '-last_seen' },
  { list: 'devices', filter: 'os eq "Windows"', sort: 'warranty_until' },
  { list: 'devices', filter: 'location eq "Berlin" and model starts "Dell"', sort: 'model' },
]

export const otherDevices: readonly Question[] = [
  { list: 'devices', sort: 'manufacturer,model' },
  {
    list: 'devices',
    filter: 'purchase_date lt 2023-01-01 and status not eq "retired"',
    sort: '-purchase_date',
  },
  { list: 'devices', filter: 'model contains "1"', sort: 'os_version' },
  { list: 'devices', filter: 'ownerId empty', sort: 'name' },
  { list: 'devices', filter: 'ownerName contains "kaya"', sort: 'name' },
  { list: 'devices', filter: 'goneAt not empty', sort: '-goneAt' },
]

/** What needs the owner of every device. */
export const byOwner: readonly Question[] = [{ list: 'devices', sort: 'ownerName' }]

export const software: readonly Question[] = [
  { list: 'software', sort: 'name' },
  { list: 'software', filter: 'publisher eq "Publisher 7"', sort: 'name' },
  { list: 'software', sort: '-devices' },
]

/** What nobody asked before, so that no index serves it. */
export const others: readonly Question[] = [
  { list: 'people', sort: 'birthday' },
  { list: 'people', filter: 'team eq "Team 12"', sort: '-bonus_share' },
  { list: 'people', filter: 'email ends "@example.org" and floor gt 12', sort: 'last_name' },
  { list: 'people', filter: 'remarks contains "screen"', sort: 'title' },
  { list: 'people', filter: 'trained_on lt 2024-01-01', sort: '-fte' },
  { list: 'people', filter: 'last_name starts "Sch"', sort: 'location' },
  { list: 'people', filter: 'cost_center eq "CC 7" or building eq "Building 3"', sort: 'seat' },
  {
    list: 'people',
    filter: 'clearance in ("basic", "high") and remote not eq true',
    sort: 'job_family,team,last_name',
  },
  { list: 'saas-users', filter: 'role eq "Guest"', sort: '-active,vendorId' },
  { list: 'saas-users', filter: 'application eq "vendor-3"', sort: 'role' },
  { list: 'saas-users', filter: 'label contains "777"', sort: '-vendorId' },
  { list: 'saas-users', filter: 'unmaintainedAt empty and active eq true', sort: 'role,vendorId' },
]

/** What needs the person of every account before it can be sorted. */
export const hardest: readonly Question[] = [{ list: 'saas-users', sort: 'personName' }]

/** What is typed into the box: rare, frequent, of two letters, of nobody. */
export const searches: readonly string[] = [
  'ada.abbott.77',
  'nakamura',
  'vera kaya',
  'an',
  'example',
  'zzzq',
  'zq',
]

/** What is typed into the search of everything, letter by letter. */
export const typed: readonly string[] = ['an', 'vi', 'yu', 'zq', 'nak', 'nakamura', 'example', 'zoe zhang']

export const searchesOfDevices: readonly string[] = ['sn1a2b', 'kaya', 'dell 3', 'an', 'zzzq']
