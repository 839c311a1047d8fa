/** A user as a simulated Planhat has it. */
export const user = (number: number, more: object = {}) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  nickName: `Nick${number}`,
  inactive: false,
  roles: ['000000010000000000000000'],
  createDate: '2024-01-01T00:00:00.000Z',
  ...more,
})
