import type { EmbeddedMetadata } from "../../metadata/entity-metadata";
import { protectValue } from "./protect-value";
import {
  embeddedsOf,
  initializedProperties,
  layoutOf,
  readMark,
  type Hydrator,
  type RowShape,
  type ShapeColumn,
} from "./row-shape";
import { rememberRow } from "./snapshot";

/**
 * Writes a function for one shape and lets the engine compile it: no loop over columns, no look-up by name.
 *
 * Names enter the text only as JSON strings, and everything else only as a position in the array of helpers, so that no
 * name can become code. @throws EvalError where the process forbids code generation.
 */
export function generateHydrator(shape: RowShape): Hydrator {
  const writer = new SourceWriter();
  const result = writer.row(shape);
  const source = [
    '"use strict";',
    ...writer.constants(),
    "return function hydrate(rows) {",
    "const count = rows.length, entities = new Array(count);",
    "let v, w;",
    "for (let i = 0; i < count; i++) {",
    "const r = rows[i];",
    ...writer.lines,
    `entities[i] = ${result};`,
    "}",
    "return entities;",
    "};",
  ].join("\n");
  // eslint-disable-next-line no-new-func -- see above: names are quoted, helpers go by position.
  const compile = new Function("helpers", source) as (helpers: readonly unknown[]) => Hydrator;
  return compile(writer.helpers);
}

class SourceWriter {
  readonly lines: string[] = [];
  readonly helpers: unknown[] = [rememberRow, protectValue];
  #variables = 0;

  /** The helpers as constants, so that the loop reads no array. */
  constants(): readonly string[] {
    return this.helpers.map((_, position) => `const h${position} = helpers[${position}];`);
  }

  /** Writes what makes the entity of a row, of the class that the row says that it is of, and gives the name of its variable. */
  row(shape: RowShape): string {
    const { variants } = shape;
    if (variants === undefined) return this.#entity(shape);
    const variable = `e${this.#variables++}`;
    this.lines.push(`let ${variable};`, `switch (${this.#helper(readMark(variants))}(r[${variants.position}])) {`);
    for (const [value, variant] of variants.byValue) {
      this.lines.push(`case ${JSON.stringify(value)}: {`);
      this.lines.push(`${variable} = ${this.#entity(variant)};`, "break; }");
    }
    this.lines.push("default: {");
    this.lines.push(`${variable} = ${this.#entity(shape)};`, "} }");
    return variable;
  }

  /** Writes what makes one entity, and gives the name of the variable that holds it. */
  #entity(shape: RowShape): string {
    const variable = `e${this.#variables++}`;
    const layout = this.#helper(layoutOf(shape));
    const target = shape.entity.metadata.target;
    this.lines.push(`const ${variable} = ${target === undefined ? "{}" : `new ${this.#helper(target)}()`};`);
    for (const name of initializedProperties(shape))
      this.lines.push(`${variable}[${JSON.stringify(name)}] = undefined;`);
    const holders = this.#embeddeds(shape, variable);
    for (const column of shape.columns) this.#column(holders.get(column.column.embedded) ?? variable, column);
    for (const relation of shape.relations) {
      const property = `${holders.get(relation.embedded)}[${JSON.stringify(relation.property)}]`;
      this.lines.push(`if (r[${relation.keyPosition}] === null) ${property} = null; else {`);
      this.lines.push(`${property} = ${this.row(relation.shape)};`, "}");
    }
    this.lines.push(`h0(${variable}, r, ${layout});`);
    return variable;
  }

  /** Writes what makes the embedded objects, and gives the variables of those that have properties. */
  #embeddeds(shape: RowShape, entity: string): ReadonlyMap<EmbeddedMetadata | undefined, string> {
    const holders = new Map<EmbeddedMetadata | undefined, string>([[undefined, entity]]);
    for (const { embedded, emptied } of embeddedsOf(shape)) {
      const { target, parent, propertyName } = embedded.metadata;
      const variable = `e${this.#variables++}`;
      const made = target === undefined ? "{}" : `new ${this.#helper(target)}()`;
      this.lines.push(`const ${variable} = ${holders.get(parent)}[${JSON.stringify(propertyName)}] = ${made};`);
      for (const name of emptied) this.lines.push(`${variable}[${JSON.stringify(name)}] = undefined;`);
      holders.set(embedded.metadata, variable);
    }
    return holders;
  }

  #column(variable: string, { column, position, isHidden }: ShapeColumn): void {
    if (isHidden || column.property === undefined) return;
    const property = `${variable}[${JSON.stringify(column.property)}]`;
    if (column.decode === undefined) {
      this.lines.push(`v = r[${position}];`, `if (typeof v === "object" && v !== null) h1(r, ${position});`);
      this.lines.push(`${property} = v;`);
    } else {
      this.lines.push(`v = r[${position}];`, `if (v === null) ${property} = null; else {`);
      this.lines.push(`${property} = w = ${this.#helper(column.decode)}(v);`);
      this.lines.push(`if (w === v && typeof v === "object") h1(r, ${position});`, "}");
    }
  }

  #helper(value: unknown): string {
    const known = this.helpers.indexOf(value);
    return `h${known >= 0 ? known : this.helpers.push(value) - 1}`;
  }
}
