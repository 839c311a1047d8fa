import { createHash } from 'node:crypto'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import { readGuide, type Section } from '../guide.ts'
import { type Html, html, prose } from './html.ts'
import { operationPart } from './operation.ts'
import { style } from './style.ts'

/** The page and the policy under which a browser shows it: no script, no request to anybody, only this style. */
export interface DocsPage {
  readonly text: string
  readonly contentPolicy: string
}

/** The readable page of the API, drawn from its description alone. */
export function docsPage(description: JsonObject): DocsPage {
  const hash = createHash('sha256').update(style).digest('base64')
  return {
    text: wholePage(description).html,
    contentPolicy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}

function wholePage({ info, paths, components }: JsonObject): Html {
  const guide = readGuide()
  const version = isObject(info) ? String(info.version) : ''
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {}
  const byNoun = Object.groupBy(operationsOf(paths ?? {}), ({ noun }) => noun)
  const nouns = Object.entries(byNoun).map(([noun, all = []]) => ({ noun, all }))
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Muster ${version}: the API</title><style>${{ html: style }}</style></head>
<body><a class="skip" href="#main">To the text</a>
<nav aria-label="Contents"><h2>Muster ${version}</h2>
<ul>${guide.map(({ title }) => html`<li><a href="#${anchor(title)}">${title}</a></li>`)}</ul>
<ul>${nouns.map(({ noun }) => html`<li><a href="#${noun}">${noun}</a></li>`)}</ul>
<p><a href="/api/openapi.json">OpenAPI 3.1</a></p></nav>
<main id="main"><h1>The API of Muster</h1>
${guide.map(sectionPart)}
${nouns.map(
  ({ noun, all }) => html`<section aria-labelledby="${noun}"><h2 id="${noun}">${noun}</h2>
${all.map((one) => operationPart(one, schemas))}</section>`,
)}</main></body></html>`
}

function sectionPart({ title, body }: Section): Html {
  const parts = body.map((part) =>
    typeof part === 'string' ? html`<p>${prose(part)}</p>` : html`<pre tabindex="0">${part.code}</pre>`,
  )
  return html`<section aria-labelledby="${anchor(title)}"><h2 id="${anchor(title)}">${title}</h2>${parts}</section>`
}

const anchor = (title: string): string => title.toLowerCase().replace(/\W+/g, '-')

/** One operation of the description. */
export interface Operation {
  readonly noun: string
  readonly method: string
  readonly path: string
  readonly said: JsonObject
}

function operationsOf(paths: Json): Operation[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, said]) =>
      isObject(said)
        ? [{ noun: Array.isArray(said.tags) ? String(said.tags[0]) : 'api', method, path, said }]
        : [],
    ),
  )
}
