/** The columns of its table that SQL names without it. Inside a subquery that has one of that name, it would mean the other. */
export function bareColumns(sql: string, columns: readonly string[]): readonly string[] {
  const words = withoutTexts(sql).matchAll(/(?<![\w.:"]|\b(?:from|join) )"?([a-z_]\w*)"?(?![\w(.])/g)
  return [...words].flatMap(([, word = '']) => (columns.includes(word) ? [word] : []))
}

const withoutTexts = (sql: string): string => sql.replace(/'(?:[^']|'')*'/g, "''")
