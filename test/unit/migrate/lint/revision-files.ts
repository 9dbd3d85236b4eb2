import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ResolvedDialect } from "../../../../src/dialect/dialect";
import { postgresDialect } from "../../../../src/dialects/postgres";
import type { MigrationPlace } from "../../../../src/migrate/locations";
import type { SimulationHost } from "../../../../src/migrate/simulate-revision";
import { loadRevisionGraph } from "../../../../src/revisions/revision-directory";
import type { RevisionGraph } from "../../../../src/revisions/revision-graph";

/** The bodies of a revision as a test writes them, and what is unusual about its file. */
export interface RevisionWish {
  readonly down?: string | readonly string[] | null;
  readonly upgrade?: string;
  readonly downgrade?: string;
  readonly message?: string;
  /** Lines above the constants. */
  readonly head?: string;
  readonly revises?: string;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly squashes?: string;
}

/** Files of revisions in a folder of their own, on a dialect without a server. */
export interface RevisionFiles extends SimulationHost, MigrationPlace {
  readonly folder: string;
  write(id: string, wish?: RevisionWish): string;
  graph(): Promise<RevisionGraph>;
}

const open: string[] = [];

/** Makes the folder; `removeRevisionFiles` takes all of them away. */
export function createRevisionFiles(
  dialect: ResolvedDialect = postgresDialect.resolve(postgresDialect.offline),
): RevisionFiles {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ormolu-files-"));
  open.push(folder);
  let last: string | null = null;
  return {
    dialect,
    folder,
    root: folder,
    migrations: { versionLocations: ["."] },
    loadModule: async (file) => require(file) as Record<string, unknown>,
    graph: () => loadRevisionGraph({ locations: [folder], cacheFile: false }),
    write(id, wish = {}) {
      const file = path.join(folder, `${id}.js`);
      writeFileSync(file, textOf(id, { down: last, ...wish }));
      last = id;
      return file;
    },
  };
}

export function removeRevisionFiles(): void {
  for (const folder of open.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function textOf(id: string, wish: RevisionWish): string {
  const { down = null, upgrade = "", downgrade = "", message = `message of ${id}`, head = "" } = wish;
  const revises = wish.revises ?? (down === null ? "base" : [down].flat().join(", "));
  return `/**
 * ${message}
 *
 * Revision ID: ${id}
 * Revises: ${revises}
 * Create Date: 2026-11-21T00:00:00.000Z
${wish.squashes === undefined ? "" : ` * Squashes: ${wish.squashes}\n`} */
${head}
exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(down)};
exports.branchLabels = ${JSON.stringify(wish.branchLabels ?? [])};
exports.dependsOn = ${JSON.stringify(wish.dependsOn ?? [])};

exports.upgrade = async function upgrade(op) {
${upgrade}
};

exports.downgrade = async function downgrade(op) {
${downgrade}
};
`;
}
