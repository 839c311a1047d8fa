/** An application by its name, with what tells two instances of it apart; as the web app has it. */
export const applicationName = (name: string, instance: string): string =>
  instance === '' ? name : `${name} · ${instance}`
