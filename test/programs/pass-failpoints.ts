import { failpoint } from '#failpoint'

/** Passes two failpoints three times each, and prints where it is. */
for (const round of [1, 2, 3])
  for (const name of ['here', 'there']) {
    await failpoint(name)
    console.log(`${name} ${round}`)
  }
