import type { Schema } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { drawDbml } from "./draw-dbml";
import { drawDot } from "./draw-dot";
import { drawMermaid } from "./draw-mermaid";

const DRAWERS = { mermaid: drawMermaid, dot: drawDot, dbml: drawDbml } as const;

/** The languages that a diagram can be written in. */
export type DiagramFormat = keyof typeof DRAWERS;

/** Every one of them. */
export const diagramFormats = Object.keys(DRAWERS) as readonly DiagramFormat[];

/**
 * A schema as the text of a diagram: tables, columns, keys and what refers to what. The same schema gives the same text, whatever
 * the order of its tables.
 *
 * @example
 * drawDiagram(schemaOf(dataSource), "mermaid");
 */
export function drawDiagram(schema: Schema, format: DiagramFormat): string {
  const byName = <T extends { readonly name: string; readonly schema?: string }>(list: readonly T[]): readonly T[] =>
    [...list].sort((left, right) => (nameKey(left) < nameKey(right) ? -1 : 1));
  return DRAWERS[format]({ ...schema, tables: byName(schema.tables), enums: byName(schema.enums) });
}
