/**
 * From decorated classes to built metadata: milliseconds and memory for 500 entities of twelve columns, an index, a unique constraint
 * and a relation with its inverse side, beside TypeORM and MikroORM in one interleaved run. No database is opened.
 *
 * `node bench/metadata.mjs [entities] [rounds]`
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { node } from "./support/contenders.mjs";
import { median, printTable, run } from "./support/measure.mjs";

const [entities = "500", rounds = "9"] = process.argv.slice(2);
const child = path.join(path.dirname(fileURLToPath(import.meta.url)), "support", "metadata-child.mjs");
const peers = process.env.ORMOLU_BENCH_PEERS ?? "";

const names = ["ormolu", "typeorm", "mikro-orm"].filter((name) => {
  const folder = name === "mikro-orm" ? "@mikro-orm/core" : name;
  const isThere = name === "ormolu" || existsSync(path.join(peers, "node_modules", folder));
  if (!isThere) console.log(`left out: ${name} (see bench/README.md)`);
  return isThere;
});

const samples = new Map(names.map((name) => [name, []]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[(index + round) % names.length];
    const { stdout } = run({ argv: [node, "--expose-gc", child, name, entities], cwd: peers === "" ? "." : peers });
    samples.get(name).push(JSON.parse(stdout.trim().split("\n").at(-1)));
  }
}

const figure = (name, member) => median(samples.get(name).map((sample) => sample[member]));
const base = (member) => figure("ormolu", member);
printTable(
  ["", "decorate ms", "build ms", "build ratio", "memory MB", "memory ratio"],
  names.map((name) => [
    name,
    figure(name, "decorate").toFixed(1),
    figure(name, "build").toFixed(1),
    (figure(name, "build") / base("build")).toFixed(2),
    (figure(name, "memory") / 2 ** 20).toFixed(2),
    (figure(name, "memory") / base("memory")).toFixed(2),
  ]),
);
