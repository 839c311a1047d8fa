/**
 * Names that mean the same in the lists of people we know, as `plainName` writes them; only whole
 * names count, so "Manager Email" is no e-mail. Left out on purpose: "status" and "type" (of the
 * account or of the employment?), "division" and "team" (not everywhere a department), "personal
 * email", "creation date" (of the account, not of the employment).
 */
const groups: readonly (readonly string[])[] = [
  ['username', 'login', 'loginname', 'userlogin', 'logonname', 'samaccountname', 'upn', 'userprincipalname'],
  [
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'workemail',
    'workemailaddress',
    'businessemail',
    'primaryemail',
    'corporateemail',
    'companyemail',
  ],
  ['firstname', 'givenname', 'forename'],
  ['lastname', 'surname', 'familyname', 'sn'],
  ['displayname', 'fullname', 'name', 'formattedname'],
  ['title', 'jobtitle', 'position', 'jobposition', 'positiontitle', 'businesstitle'],
  ['department', 'dept', 'departmentname', 'deptname'],
  [
    'phone',
    'phonenumber',
    'telephone',
    'telephonenumber',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'cellphone',
    'workphone',
    'businessphone',
  ],
  ['startdate', 'hiredate', 'dateofhire', 'dateofjoining', 'joiningdate', 'joindate', 'employmentstartdate'],
  [
    'enddate',
    'terminationdate',
    'dateoftermination',
    'lastday',
    'lastdayofwork',
    'lastworkingday',
    'leavingdate',
    'dateofleaving',
    'employmentenddate',
  ],
  [
    'manager',
    'managername',
    'supervisor',
    'supervisorname',
    'reportsto',
    'linemanager',
    'directmanager',
    'reportingmanager',
  ],
  ['location', 'locationname', 'office', 'officelocation', 'site', 'worklocation', 'workplace'],
  ['employmentstatus', 'employeestatus', 'workerstatus', 'employmentstate'],
]

const groupOf = new Map(groups.flatMap((names, index) => names.map((name) => [name, index] as const)))

/** Whether two plain names mean the same; the same name twice does not count as meaning. */
export function meanSame(a: string, b: string): boolean {
  const group = groupOf.get(a)
  return a !== b && group !== undefined && group === groupOf.get(b)
}

/** Whether a plain name stands in the table, and so must not be taken apart. */
export function isKnownName(name: string): boolean {
  return groupOf.has(name)
}
