import { statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { OrmError } from "../errors/orm-error";
import { isEntityClass } from "../metadata/metadata-storage";
import { isEntitySchema, type EntityDeclaration } from "../metadata/entity-target";
import {
  isSchemaObjectDefinition,
  type SchemaObjectDefinition,
} from "../metadata/schema-objects/schema-object-definition";
import type { ModuleLoader } from "./loader/module-loader";

/** What `entities` declares: classes and schemas, and what `defineView()` and the like return. */
export type EntityItem = EntityDeclaration | SchemaObjectDefinition;

/** What `entities` may list. */
export type EntitySource = EntityItem | string;

/** What `entities` takes: a list, or a module's exports (`import * as entities from "./entities"`). */
export type EntitySources = readonly EntitySource[] | Readonly<Record<string, unknown>>;

/** What `entities` declares, by what it is. */
export interface DeclaredItems {
  readonly classes: readonly EntityDeclaration[];
  readonly definitions: readonly SchemaObjectDefinition[];
}

/** Parts schema objects from entities, in the given order. */
export function partItems(items: readonly EntityItem[]): DeclaredItems {
  return {
    classes: items.filter((item): item is EntityDeclaration => !isSchemaObjectDefinition(item)),
    definitions: items.filter((item) => isSchemaObjectDefinition(item)),
  };
}

/**
 * The entities and schema objects that `entities` leads to: values as they are, patterns and folders by the files that
 * match, in the order of their paths. Exports that are neither are left alone.
 *
 * @throws OrmError `CONFIG.INVALID` for a pattern without a file and for files without any entity, `CONFIG.LOAD_FAILED` for a file that fails.
 */
export async function loadEntities(
  given: EntitySources,
  root: string,
  createLoader: () => ModuleLoader,
): Promise<readonly EntityItem[]> {
  const sources = Array.isArray(given) ? (given as readonly EntitySource[]) : itemsOf(Object.values(given));
  const items = new Set<EntityItem>();
  const patterns = sources.filter((source) => typeof source === "string");
  const files = patterns.length === 0 ? [] : await findFiles(patterns, root);
  for (const source of sources) if (typeof source !== "string") items.add(source);
  if (files.length === 0) return [...items];
  const loader = createLoader();
  for (const file of files) {
    const exported = Object.values(await loader.load(file, "CONFIG.LOAD_FAILED"));
    for (const item of itemsOf(exported.flatMap(listed))) items.add(item);
  }
  if (items.size === 0) throw noEntities(patterns, root);
  return [...items];
}

/** Modules export other things too: enums, functions, constants. */
function itemsOf(values: readonly unknown[]): readonly EntityItem[] {
  return values.filter((value): value is EntityItem => isDeclared(value));
}

function isDeclared(value: unknown): boolean {
  return isEntityClass(value) || isEntitySchema(value) || isSchemaObjectDefinition(value);
}

/** A default export may be a list or an object of entities. */
function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isSchemaObjectDefinition(value) || isEntitySchema(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value) : [value];
}

async function findFiles(patterns: readonly string[], root: string): Promise<readonly string[]> {
  const { glob } = require("tinyglobby") as typeof import("tinyglobby");
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = await glob(
      [isFolder(pattern, root) ? `${toPosix(pattern)}/**/*.{ts,mts,cts,js,mjs,cjs}` : toPosix(pattern)],
      {
        cwd: root,
        absolute: true,
        ignore: ["**/*.d.{ts,mts,cts}"],
        expandDirectories: false,
      },
    );
    if (files.length === 0) throw noFiles(pattern, root);
    for (const file of files.sort()) found.add(isAbsolute(file) ? resolve(file) : resolve(root, file));
  }
  return [...found];
}

function isFolder(pattern: string, root: string): boolean {
  return statSync(resolve(root, pattern), { throwIfNoEntry: false })?.isDirectory() === true;
}

function toPosix(pattern: string): string {
  return process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
}

function noFiles(pattern: string, root: string): OrmError {
  return new OrmError("CONFIG.INVALID", `data source option "entities": no file matches "${pattern}"`, {
    hint: "Correct the pattern: it starts from the project's folder.",
    details: { pattern, root },
  });
}

/** Without this, a comparison would take every table for one whose entity was deleted. */
function noEntities(patterns: readonly string[], root: string): OrmError {
  const named = patterns.map((pattern) => `"${pattern}"`).join(", ");
  return new OrmError("CONFIG.INVALID", `data source option "entities": no file of ${named} exports an entity`, {
    hint: "Put @Entity() on the classes, and export them.",
    details: { patterns, root },
  });
}
