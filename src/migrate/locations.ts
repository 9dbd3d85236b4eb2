import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadRevisionGraph } from "../revisions/revision-directory";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { RevisionFormat } from "../revisions/revision-template";
import type { MigrationOptions } from "./migration-options";

/** Where the migrations of a project are. */
export interface MigrationPlace {
  readonly root: string;
  readonly migrations: MigrationOptions;
}

/** The folder of the migrations, absolute. */
export function migrationDirectory({ root, migrations }: MigrationPlace): string {
  return path.resolve(root, migrations.directory ?? "migrations");
}

/** The folders of revision files, absolute. */
export function versionLocations(place: MigrationPlace): readonly string[] {
  const { versionLocations: locations } = place.migrations;
  if (locations === undefined || locations.length === 0) return [path.join(migrationDirectory(place), "versions")];
  return locations.map((location) => path.resolve(place.root, location));
}

/**
 * Reads the graph from the heads of the revision files; none of them runs. A folder that is not there is refused, so that
 * a wrong path never looks like a database that is up to date, unless the first revision is still to be written.
 * @throws OrmError `REVISION.*`, `CONFIG.INVALID`.
 */
export async function loadGraph(place: MigrationPlace, missing: "refuse" | "empty" = "refuse"): Promise<RevisionGraph> {
  return loadRevisionGraph({
    missing,
    locations: versionLocations(place),
    recursive: place.migrations.recursive === true,
  });
}

/** How a project writes revision files: TypeScript where it has a template in TypeScript or a tsconfig.json, else JavaScript of its module kind. */
export function revisionFormat(place: MigrationPlace): RevisionFormat {
  const directory = migrationDirectory(place);
  if (existsSync(path.join(directory, "revision.template.ts")) || existsSync(path.join(place.root, "tsconfig.json")))
    return "typescript";
  if (existsSync(path.join(directory, "revision.template.mjs"))) return "esm";
  if (existsSync(path.join(directory, "revision.template.cjs"))) return "commonjs";
  if (!existsSync(path.join(directory, "revision.template.js"))) return "typescript";
  return packageType(place.root) === "module" ? "esm" : "commonjs";
}

/** The project's own template, where it has one. */
export function readTemplate(place: MigrationPlace): string | undefined {
  for (const ending of ["ts", "mjs", "cjs", "js"]) {
    const file = path.join(migrationDirectory(place), `revision.template.${ending}`);
    if (existsSync(file)) return readFileSync(file, "utf8");
  }
  return undefined;
}

function packageType(root: string): string | undefined {
  const file = path.join(root, "package.json");
  if (!existsSync(file)) return undefined;
  const { type } = JSON.parse(readFileSync(file, "utf8")) as { readonly type?: string };
  return type;
}
