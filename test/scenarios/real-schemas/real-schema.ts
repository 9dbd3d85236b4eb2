import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A schema that somebody else wrote. */
export interface RealSchema {
  readonly name: string;
  readonly dialect: "postgres" | "mysql" | "sqlite";
  readonly file: string;
  readonly loads_on: readonly string[];
  readonly bytes: number;
}

/** Where the schemas lie: beside the project, never in it. */
export const schemaFolder = resolve(join(__dirname, "../../.."), "../shared/data/schemas");

/** Every schema, the smallest first; `undefined` where the folder does not lie beside the project. */
export function readRealSchemas(): readonly RealSchema[] | undefined {
  const index = join(schemaFolder, "INDEX.json");
  if (!existsSync(index)) return undefined;
  const { schemas } = JSON.parse(readFileSync(index, "utf8")) as { schemas: readonly RealSchema[] };
  return [...schemas].sort((left, right) => left.bytes - right.bytes || (left.name < right.name ? -1 : 1));
}

export function readSql({ file }: RealSchema): string {
  return readFileSync(join(schemaFolder, file), "utf8");
}
