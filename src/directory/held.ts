/** Reasons for which a row waits until a person looks at a plan. */
export const heldReasons = ['privileged', 'address_reused'] as const
