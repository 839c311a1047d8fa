import { isDeepStrictEqual } from 'node:util'
import type { Connector, Setting, SoftwareSpec } from '../../src/connect/manifest.ts'
import { compile } from '../../src/lib/expression.ts'
import type { Fixture, Subject } from './fixture.ts'

/** Everything that speaks against a promise; nothing when it is kept. */
export type Complaints = readonly string[]

/** A connector is what its JSON is: it can be uploaded, drawn as a form, sent to an agent. */
export function isPlainData({ connector }: Subject): Complaints {
  const same = isDeepStrictEqual(JSON.parse(JSON.stringify(connector)), connector)
  return same ? [] : ['it is more than its JSON: functions, dates or undefined are in it']
}

/** It names only settings that it declares, and asks people for none that it does not use. */
export function usesItsSettings({ connector }: Subject): Complaints {
  const named = new Set([...namesIn(connector.http.baseUrl), ...namesIn(connector.http.auth.token)])
  const declared = Object.keys(connector.settings)
  return [
    ...[...named].filter((name) => !declared.includes(name)).map((name) => `${name} is not declared`),
    ...declared.filter((name) => !named.has(name)).map((name) => `${name} is asked for in vain`),
  ]
}

/** No setting chooses the host but one of the vendor's own: a token goes nowhere else. */
export function choosesNoHost({ connector: { http, settings } }: Subject): Complaints {
  const host = /^(?:https:\/\/)?([^/]*)/.exec(http.baseUrl)?.[1] ?? ''
  return [
    ...(/^(https:\/\/|\{\{\w+\}\}$)/.test(http.baseUrl) ? [] : [`${http.baseUrl} does not start with https`]),
    ...namesIn(host).flatMap((name) => hostComplaints(name, settings[name])),
  ]
}

function hostComplaints(name: string, setting: Setting | undefined): string[] {
  if (setting?.kind !== 'origin' || !setting.hosts?.length) return [`${name} chooses the host unchecked`]
  const loose = setting.hosts.filter((host) => !/^([\w*-]+\.)+[\w-]+\.[a-z]+$/.test(host))
  return loose.map((host) => `${name} may be ${host}, which is more than the vendor's own domain`)
}

/** What it proposes for Smart Mapping is there, what it lets people leave out is a flag, and everything it calculates can be read. */
export function knowsItsFields({ connector }: Subject): Complaints {
  return Object.values(connector.loads).flatMap((load) => [
    ...Object.entries(load.suggest)
      .filter(([, field]) => !Object.hasOwn(load.fields, field))
      .map(([target, field]) => `it suggests ${field} for ${target}, and has no such field`),
    ...Object.keys(load.include ?? {})
      .filter((field) => load.fields[field]?.type !== 'boolean')
      .map((field) => `it leaves out by ${field}, and has no such flag`),
    ...[
      load.id,
      ...Object.values(load.fields).map(({ from }) => from),
      ...(load.of === 'users' ? Object.values(load.account) : expressionsOf(load.software)),
    ].flatMap(compileComplaints),
  ])
}

function expressionsOf(software: SoftwareSpec | undefined): string[] {
  if (!software) return []
  const { list, name, version, publisher } = software
  return [list, name, version, publisher].flatMap((expression) => expression ?? [])
}

function compileComplaints(source: string): string[] {
  try {
    compile(source)
    return []
  } catch (error) {
    return [`"${source}" cannot be read: ${String(error)}`]
  }
}

const reserved = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)$/

/** Everybody in a fixture is invented: addresses are of domains that belong to nobody. */
export function namesNobodyReal({ fixture }: { readonly fixture: Fixture }): Complaints {
  const text = JSON.stringify(fixture)
  const hosts = [...text.matchAll(/(?:[^\s"'<>@]+@|https?:(?:\\?\/){2})([^\s"'<>@/\\?#:,]+)/giu)]
  return hosts
    .filter(([, host = '']) => !reserved.test(host.toLowerCase()))
    .map(([address]) => `${address} may be somebody's`)
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, name]) => name ?? [])
}

/** The same connector at another address: what a loopback server is called by. */
export function movedTo(connector: Connector, address: string): Connector {
  return { ...connector, http: { ...connector.http, baseUrl: address } }
}
