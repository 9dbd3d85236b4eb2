import { escapeUnseen } from "../../revisions/render/escape-unseen";

/** One file while it is written: what it imports, what it declares, and what could not be said. */
export interface FileDraft {
  /** Without a folder and without an ending: `order-items`. */
  readonly name: string;
  /** Names of the package, `type Relation` for a type. */
  readonly fromPackage: Set<string>;
  /** Names of other files, by the file. */
  readonly fromFiles: Map<string, Set<string>>;
  readonly blocks: string[];
  readonly losses: string[];
}

/** A file without anything in it. */
export function createFileDraft(name: string): FileDraft {
  return { name, fromPackage: new Set(), fromFiles: new Map(), blocks: [], losses: [] };
}

/** Notes that a file needs a name of another one. */
export function importFrom(draft: FileDraft, file: string, name: string): void {
  if (file === draft.name) return;
  const names = draft.fromFiles.get(file) ?? new Set();
  draft.fromFiles.set(file, names.add(name));
}

/** All files as one, in their order. */
export function mergeDrafts(name: string, drafts: readonly FileDraft[]): FileDraft {
  const merged = createFileDraft(name);
  for (const draft of drafts) {
    for (const one of draft.fromPackage) merged.fromPackage.add(one);
    merged.blocks.push(...draft.blocks);
    merged.losses.push(...draft.losses);
  }
  return merged;
}

/** The source of a file, not yet formatted. */
export function printDraft(draft: FileDraft, importEnding: string): string {
  const imports = [
    ...printImport(draft.fromPackage, "ormolu"),
    ...[...draft.fromFiles]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([file, names]) => printImport(names, `./${file}${importEnding}`)),
  ];
  return [...printLosses(draft.losses), ...imports, "", draft.blocks.join("\n\n"), ""].join("\n");
}

function printImport(names: ReadonlySet<string>, from: string): readonly string[] {
  if (names.size === 0) return [];
  const bare = (name: string): string => name.replace(/^type /, "");
  const sorted = [...names].sort((left, right) => (bare(left) < bare(right) ? -1 : 1));
  return [`import { ${sorted.join(", ")} } from ${JSON.stringify(from)};`];
}

function printLosses(losses: readonly string[]): readonly string[] {
  if (losses.length === 0) return [];
  const lines = losses.map((loss) => `// - ${escapeUnseen(loss).replace(/\s+/g, " ")}`);
  return ["// What the database has and this file does not say:", ...lines, ""];
}
