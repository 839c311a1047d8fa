const origin = process.env.MUSTER_ORIGIN ?? 'http://127.0.0.1:4600'
const headers = {
  authorization: `Bearer ${process.env.MUSTER_TOKEN}`,
  'content-type': 'application/json',
}
async function ask(method, path, body) {
  const answer = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.detail)
  return value
}
const [integration] = (await ask('GET', '/api/integrations')).items
let run = await ask('POST', `/api/integrations/${integration.id}/runs`, { mode: 'plan' })
while (['queued', 'leased', 'reading', 'planned'].includes(run.state)) {
  await new Promise((done) => setTimeout(done, 500))
  run = await ask('GET', `/api/runs/${run.id}`)
}
console.log(run.state, run.ledger, run.fault?.message ?? '')
const plan = await ask('GET', `/api/runs/${run.id}/outcomes?limit=200`)
for (const { kind, label, reasonText } of plan.items) console.log(kind, label, reasonText ?? '')
