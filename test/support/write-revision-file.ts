import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A revision as a test writes it: the bodies of its functions, in JavaScript. */
export interface RevisionText {
  readonly id: string;
  readonly downRevision: string | null;
  readonly upgrade: string;
  readonly downgrade?: string;
}

/** Writes a revision into the project in `root`. */
export function writeRevisionFile(root: string, { id, downRevision, upgrade, downgrade = "" }: RevisionText): void {
  const folder = path.join(root, "migrations", "versions");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${id}.js`),
    `exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(downRevision)};
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => {
  ${upgrade}
};
exports.downgrade = async (op) => {
  ${downgrade}
};
`,
  );
}
