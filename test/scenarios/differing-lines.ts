/** The lines that only one of two texts has: `-` what is missing, `+` what is too much. */
export function differingLines(actual = "", wanted = ""): string {
  const [is, shouldBe] = [actual.split("\n"), wanted.split("\n")];
  const marked = (sign: string, lines: readonly string[], others: readonly string[]): readonly string[] =>
    lines.filter((line) => !others.includes(line)).map((line) => `${sign} ${line}`);
  return [...marked("-", shouldBe, is), ...marked("+", is, shouldBe)].join("\n");
}
