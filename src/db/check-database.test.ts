import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { command, withDatabase } from '../../test/template.ts'
import { checkDatabase } from './check-database.ts'
import { openConnections } from './pool.ts'

const template = inject('template')
const name = `muster_locale_${process.pid}`
beforeAll(() =>
  command(
    template.url,
    `create database ${name} template template0 encoding 'UTF8' locale_provider libc lc_ctype 'C' lc_collate 'C'`,
  ),
)
afterAll(() => command(template.url, `drop database ${name}`))

const check = async (url: string, size?: number) => {
  const { pool } = openConnections(url, size)
  await checkDatabase(pool, url).finally(() => pool.end())
}

it('a database in which people are told apart as everywhere is good', async () => {
  await expect(check(withDatabase(template.url, template.name))).resolves.toBeUndefined()
})

it('a database that takes É and é for different letters is refused, with the cure', async () => {
  await expect(check(withDatabase(template.url, name))).rejects.toMatchObject({
    code: 'database.start',
    message: expect.stringMatching(
      /É and é.*createdb --template=template0 --encoding=UTF8 --locale=C\.UTF-8/,
    ),
  })
})
