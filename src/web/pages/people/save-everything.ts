import { api } from '../../parts/api.ts'

/** Saves everything that is kept about a person as a file. */
export async function saveEverything(id: string): Promise<void> {
  const text = JSON.stringify(await api.people.everything(id), null, 2)
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${id}.json`
  link.click()
  URL.revokeObjectURL(address)
}
