import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newTypist, type TypedCommand, type Typist } from './test-data/typist.ts'

let typist: Typist
let server: TypedCommand
let origin = ''
beforeAll(async () => {
  typist = newTypist()
  server = typist.type('here', 'start --json --port 0')
  await server.prints('}\n')
  // Printed by `start`.
  origin = (JSON.parse(server.printed()) as { origin: string }).origin
})
afterAll(async () => {
  server.stop()
  await server.ended
  typist.leave()
})
const muster = (line: string, env?: Readonly<Record<string, string>>) => typist.type('here', line, env).ended

it('identity providers are set up, changed and deleted, and their secret is in no output', async () => {
  expect((await muster('providers')).out).toContain('There is none yet')
  const add = 'providers add Acme --issuer https://login.example.com --client-id muster'
  expect(await muster(add)).toMatchObject({ exit: 2, err: expect.stringContaining('MUSTER_CLIENT_SECRET') })
  const added = await muster(`${add} --default-role viewer --group-roles it=editor,staff=viewer`, {
    MUSTER_CLIENT_SECRET: 'a-secret-of-the-provider',
  })
  expect(added.out).toMatch(
    /^Set "Acme" up\. Register this address there:\n {2}http:\S+\/api\/oidc\/idp_\w+\/callback\n$/,
  )
  const file = join(typist.home, 'secret')
  writeFileSync(file, 'another-secret\n')
  expect(
    (await muster(`providers edit acme --name Company --default-role none --secret-file ${file}`)).out,
  ).toBe('Changed "Company"\n')
  const { out } = await muster('providers')
  expect(out).toMatch(/Company +https:\/\/login\.example\.com +not let in +it=editor staff=viewer/)
  expect((await muster('providers passwords off')).err).toContain('No administrator came')
  expect((await muster('providers edit Company --group-roles it:editor')).exit).toBe(2)
  expect(JSON.stringify([added, out])).not.toMatch(/a-secret|another-secret/)
  expect((await muster('providers delete Company --yes')).out).toBe('Deleted "Company"\n')
})

it('groups are listed with the role that they give, which can be changed', async () => {
  expect((await muster('groups')).out).toContain('There is none yet')
  await muster('accounts service IdP --role administrator')
  const token = (await muster('tokens add scim --account IdP --rights scim:write')).out.split('\n')[0] ?? ''
  const made = await fetch(`${origin}/api/scim/v2/Groups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ displayName: 'Support' }),
  })
  expect(made.status).toBe(201)
  expect((await muster('groups role support viewer')).out).toBe('"Support" gives the role viewer\n')
  expect((await muster('groups')).out).toMatch(/Support +viewer +0 +grp_/)
  expect((await muster('groups role Support none')).out).toBe('"Support" gives no role\n')
  expect((await muster('groups role Sales viewer')).err).toContain('there is Support')
})
