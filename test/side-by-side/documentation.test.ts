import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { deliberateDifferences } from "./deliberate-differences";
import { namedSets, writtenParts } from "./documentation";
import { leftOut, readInventory } from "./inventory";

const page = path.resolve(__dirname, "../../docs/reference/typeorm.md");

/** Without what is said of one form of it: `Generated(uuid)` is `Generated`. */
const withoutForm = (word: string): string => word.replace(/\((?!embedded\))[^)]*\)|\[\]/g, "");

describe("the sets side by side with TypeORM", () => {
  const inventory = readInventory();
  const covered = new Set(namedSets.flatMap(({ covers }) => covers.map(withoutForm)));

  it("are more than 150, each with a name of its own", () => {
    const keys = namedSets.map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(150);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("show every decorator and option of TypeORM, or say why not", () => {
    expect(inventory.filter((word) => !covered.has(word) && !Object.hasOwn(leftOut, word))).toEqual([]);
    expect(Object.keys(leftOut).filter((word) => !inventory.includes(word) || covered.has(word))).toEqual([]);
  });

  it("claim to show only what there is", () => {
    const isKnown = (word: string): boolean => {
      const [owner = ""] = word.split(".");
      return (
        inventory.includes(word) ||
        owner === "DataSource" ||
        inventory.includes(withoutForm(owner)) ||
        owner === "Column(embedded)"
      );
    };
    expect([...covered].filter((word) => !isKnown(word))).toEqual([]);
  });

  it("have differences only where a set has them", () => {
    const shown = deliberateDifferences.flatMap(({ shows = [] }) => shows);
    const missing = shown.filter(
      ({ set, on }) =>
        !namedSets.some(({ key, on: databases }) => key === set && on.every((name) => databases.includes(name))),
    );
    expect(missing).toEqual([]);
  });

  it("are what docs/reference/typeorm.md says of them", async () => {
    const text = readFileSync(page, "utf8");
    let wanted = text;
    for (const [name, write] of Object.entries(writtenParts)) {
      const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
      expect([name, wanted.includes(start) && wanted.includes(end)]).toEqual([name, true]);
      const [before, after] = [wanted.split(start)[0]!, wanted.split(end)[1]!];
      wanted = `${before}${start}\n\n${write()}\n\n${end}${after}`;
    }
    wanted = await format(wanted, { parser: "markdown", printWidth: 120 });
    if (process.env["ORMOLU_WRITE_DOCS"] === "1") writeFileSync(page, wanted);
    else expect(text).toBe(wanted);
  });
});
