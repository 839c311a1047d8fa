import {
  bearer,
  date,
  defineConnector,
  flag,
  list,
  number,
  offset,
  origin,
  secret,
  text,
  words,
} from '../src/connect/manifest.ts'

const administrator = '000000000000000000000000'
const csm = '000000010000000000000000'
const manager = '000000020000000000000000'
const developer = '000000030000000000000000'

// The four built-in roles have the same ids everywhere, so they are readable where only ids are sent.
const roleNames = `roles | list | names | map("${administrator}", "Administrator", "${csm}", "CSM", "${manager}", "Manager", "${developer}", "Developer") | join(", ")`

/**
 * Planhat, a customer-success platform. Its users are team members who can log in; the contacts of
 * their customers (`/endusers`) are not loaded. Muster is not affiliated with Planhat.
 */
export default defineConnector({
  id: 'planhat',
  name: 'Planhat',
  docs: 'https://www.planhat.com/developers/api/user',

  settings: {
    apiToken: secret('API token', {
      help: 'The access token of a Private App (older: Service Account) that may read the User model. Planhat shows it once.',
    }),
    baseUrl: origin('API address (cluster)', {
      default: 'https://api.planhat.com',
      hosts: ['api.planhat.com', 'api-*.planhat.com', 'api.planhatdemo.com'],
      help: 'Tenants on another cluster use an address such as https://api-us4.planhat.com. A wrong cluster answers like a wrong token.',
    }),
  },

  http: {
    baseUrl: '{{baseUrl}}',
    auth: bearer('{{apiToken}}'),
    // Planhat's soft limit is 200 a minute, counted over windows of 60 to 120 s.
    requestsPerMinute: 150,
  },

  check: {
    get: '/users?limit=1',
    unauthorized:
      'Planhat refused the token. Either the token is wrong, paused or removed, or the tenant lives on another cluster: check the API address.',
    forbidden:
      'Planhat knows the token, but its Private App may not read users. Give it read permission on the User model.',
  },

  loads: {
    users: {
      label: 'Planhat User Load',
      of: 'users',
      get: '/users',
      // Ids grow with time: new users sort last, so none slips between two pages.
      query: { sort: '_id' },
      // Planhat leaves most of these out unless they are asked for.
      select: {
        parameter: 'select',
        properties: words(
          `_id email nickName firstName lastName externalId type inactive removed isHidden isExposedAsSenderOption
          notificationsEnabled tzOffset roles permissions managers teams image custom createDate createdAt updatedAt __v`,
        ),
      },
      paging: offset(2000),
      id: '_id',
      lookup: '/users/{id}',
      // Old list answers carry mail-sync state, and answers to POST carry tokens.
      deny: ['apiTokens', 'googleApi', 'msApi', 'googleCalendarApi'],

      fields: {
        userId: text('User Id', '_id'),
        email: text('Email', 'email | trim'),
        firstName: text('First Name', 'firstName | trim'),
        lastName: text('Last Name', 'lastName | trim'),
        nickname: text('Nickname', 'nickName | trim'),
        // Older tenants answer with flags (an object, or a list of names), newer ones with roles.
        isAdmin: flag(
          'Is Admin?',
          `permissions.admin ?? (roles | list | with(permissions | list) | has("admin", "Administrator", "${administrator}")) ?? (permissions | list | has("admin"))`,
        ),
        isDeveloper: flag(
          'Is Developer?',
          `permissions.developer ?? (roles | list | with(permissions | list) | has("developer", "Developer", "${developer}")) ?? (permissions | list | has("developer"))`,
        ),
        isInactive: flag('Is Inactive?', 'inactive'),
        creationDate: date('Creation Date', 'createDate ?? createdAt ?? (_id | objectIdDate)'),
        timeZoneOffset: number('Time Zone Offset', 'tzOffset'),
        type: text('Type', 'type'),
        version: number('Version', '__v'),

        externalId: text('External Id', 'externalId | trim'),
        isRemoved: flag('Is Removed?', 'removed'),
        isHidden: flag('Is Hidden?', 'isHidden'),
        isSenderOption: flag('Is Sender Option?', 'isExposedAsSenderOption'),
        notificationsEnabled: flag('Notifications Enabled?', 'notificationsEnabled'),
        roles: text('Roles', roleNames),
        managers: list('Manager Ids', 'managers | list'),
        teams: list('Team Ids', 'teams | list'),
        image: text('Image Path', 'image.path'),
        updatedDate: date('Updated Date', 'updatedAt'),
      },

      include: {
        isInactive: 'Include inactive users',
        isRemoved: 'Include removed users',
        isHidden: 'Include hidden users',
      },
      suggest: {
        username: 'email',
        email: 'email',
        first_name: 'firstName',
        last_name: 'lastName',
        display_name: 'nickname',
        planhat_user_id: 'userId',
      },
      account: {
        role: roleNames,
        active: 'inactive | not',
        removed: 'removed',
        // Planhat tells no last activity of its users, so none is declared.
      },
    },
  },
})
