/** What a webhook can be told of, in words, in groups. */
export const eventGroups: readonly (readonly [string, readonly (readonly [type: string, says: string])[]])[] =
  [
    [
      'Runs',
      [
        ['run.finished', 'A run was applied'],
        ['run.held', 'A plan waits for a person'],
        ['run.failed', 'A run failed'],
      ],
    ],
    [
      'People',
      [
        ['person.created', 'Somebody is new'],
        ['person.changed', 'Somebody changed'],
        ['person.gone', 'Somebody was archived'],
      ],
    ],
    [
      'Hardware',
      [
        ['device.created', 'A device is new'],
        ['device.changed', 'A device changed'],
        ['device.gone', 'A device was archived'],
      ],
    ],
    [
      'SaaS users',
      [
        ['saas-user.created', 'An account is new'],
        ['saas-user.changed', 'An account changed, or whose it is'],
        ['saas-user.gone', 'An account is gone'],
      ],
    ],
    [
      'SaaS applications',
      [
        ['saas-application.changed', 'Terms changed, or it was restored'],
        ['saas-application.gone', 'An application was archived'],
      ],
    ],
  ]
