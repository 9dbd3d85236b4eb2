import path from "node:path";
import type { EntitySources } from "../data-source/load-entities";

/** What follows the folder in a pattern that matches every TypeScript file in it: `*.ts`, `**\/*.{ts,js}`. */
const ANY_TYPESCRIPT = /^(\*\*\/)?\*\.(ts|\{([^{}]*,)?ts(,[^{}]*)?\})$/;

/**
 * The folder in which the entities of a project are: the first of its `entities` that is a folder, or a pattern for
 * every TypeScript file of one. Undefined where they are named in another way.
 *
 * @example
 * entityFolderOf(["src/models/*.ts"]) // "src/models"
 */
export function entityFolderOf(entities: EntitySources | undefined): string | undefined {
  if (!Array.isArray(entities)) return undefined;
  for (const source of entities as readonly unknown[]) {
    const folder = typeof source === "string" ? folderOf(source) : undefined;
    if (folder !== undefined) return folder;
  }
  return undefined;
}

function folderOf(pattern: string): string | undefined {
  const parts = pattern.replaceAll("\\", "/").split("/");
  const first = parts.findIndex((part) => /[*?{}[\]()!]/.test(part));
  if (first === -1) return path.extname(pattern) === "" ? pattern : undefined;
  return ANY_TYPESCRIPT.test(parts.slice(first).join("/")) ? parts.slice(0, first).join("/") || "." : undefined;
}
