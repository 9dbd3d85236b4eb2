import { protectValue } from "./protect-value";
import { initializedProperties, layoutOf, type Hydrator, type RowShape, type ShapeColumn } from "./row-shape";
import { rememberRow } from "./snapshot";

/**
 * Writes a function for one shape and lets the engine compile it: no loop over columns, no look-up by name.
 *
 * Names enter the text only as JSON strings, and everything else only as a position in the array of helpers, so that no
 * name can become code. @throws EvalError where the process forbids code generation.
 */
export function generateHydrator(shape: RowShape): Hydrator {
  const writer = new SourceWriter();
  const result = writer.entity(shape);
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
  #entities = 0;

  /** The helpers as constants, so that the loop reads no array. */
  constants(): readonly string[] {
    return this.helpers.map((_, position) => `const h${position} = helpers[${position}];`);
  }

  /** Writes what makes one entity, and gives the name of the variable that holds it. */
  entity(shape: RowShape): string {
    const variable = `e${this.#entities++}`;
    const layout = this.#helper(layoutOf(shape));
    const target = shape.entity.metadata.target;
    this.lines.push(`const ${variable} = ${target === undefined ? "{}" : `new ${this.#helper(target)}()`};`);
    for (const name of initializedProperties(shape))
      this.lines.push(`${variable}[${JSON.stringify(name)}] = undefined;`);
    for (const column of shape.columns) this.#column(variable, column);
    for (const relation of shape.relations) {
      const property = `${variable}[${JSON.stringify(relation.property)}]`;
      this.lines.push(`if (r[${relation.keyPosition}] === null) ${property} = null; else {`);
      this.lines.push(`${property} = ${this.entity(relation.shape)};`, "}");
    }
    this.lines.push(`h0(${variable}, r, ${layout});`);
    return variable;
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
