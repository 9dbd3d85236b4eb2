import type { MaterializedView, Table, View } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { declaredAttributes, storedColumns } from "../../schema/stored-attributes";
import type { FileDraft } from "./file-draft";
import { indexSource, type IndexPlace } from "./index-source";
import { createNameRegistry } from "./name-registry";
import { camelName } from "./name-words";
import { printCall, withoutEmpty } from "./print-call";
import type { PullContext } from "./pulled-entity";
import { withoutPrefix } from "./relation-source";
import { valueTypeOf } from "./value-type";

/** A column of a view; `type` is the database's, where it is known. */
export interface ViewColumn {
  readonly name: string;
  readonly type?: string;
}

/** The names of the columns that views give, by the key of the view, where the model does not have them. */
export type ViewColumns = ReadonlyMap<string, readonly string[]>;

/** Whether `@ViewEntity()` can say all of a view, and its columns are known. */
export function columnsOfView(
  view: View | MaterializedView,
  known: ViewColumns,
  context: PullContext,
): readonly ViewColumn[] | undefined {
  if (view.columns !== undefined || declaredAttributes(view.attributes) !== undefined) return undefined;
  const stored = storedColumns(view);
  const names = known.get(nameKey(view));
  const columns = stored ?? names?.map((name) => ({ name, ...typeInTables(name, view, context) }));
  return columns === undefined || columns.length === 0 ? undefined : columns;
}

/** Writes the class of a view. */
export function writeView(
  view: View | MaterializedView,
  columns: readonly ViewColumn[],
  className: string,
  draft: FileDraft,
  context: PullContext,
): void {
  const names = createNameRegistry(["constructor", "then"]);
  const properties = columns.map((column) => {
    const property = camelName(column.name, "column");
    return { ...column, property: names.take(property, `${property}Column`) };
  });
  const lose = (text: string): void => void draft.losses.push(`view "${nameKey(view)}": ${text}`);
  const place: IndexPlace = {
    table: view,
    propertyOf: (name) => properties.find((one) => one.name === name)?.property ?? name,
    lose,
  };
  const indexes = view.kind === "view" ? [] : (view.indexes ?? []);
  const calls = [
    viewCall(view, className, context),
    ...indexes.map((index) => indexSource(index, place, context).onClass),
  ];
  for (const call of [...calls, "ViewColumn("]) draft.fromPackage.add(call.slice(0, call.indexOf("(")));
  const members = properties.map(({ name, type, property }) => {
    const isUsual = context.naming.columnName(property, undefined, []) === name;
    const valueType = type === undefined ? "unknown" : valueTypeOf(type, context.dialect, context.schema);
    const call = printCall("ViewColumn", isUsual ? undefined : { name });
    return `@${call}\n${property}!: ${valueType === "unknown" ? valueType : `${valueType} | null`};`;
  });
  draft.blocks.push(
    `${calls.map((call) => `@${call}`).join("\n")}\nexport class ${className} {\n${members.join("\n\n")}\n}`,
  );
}

function viewCall(view: View | MaterializedView, className: string, { naming, entityPrefix }: PullContext): string {
  const isMaterialized = view.kind === "materializedView";
  const name = withoutPrefix(view.name, entityPrefix);
  const options = withoutEmpty({
    name: naming.tableName(className, undefined) === name ? undefined : name,
    schema: view.schema,
    expression: view.query,
    materialized: isMaterialized ? true : undefined,
    withoutData: isMaterialized && view.withoutData === true ? true : undefined,
    comment: view.comment,
  });
  return printCall("ViewEntity", options);
}

/** A view's column has the type of the columns of its name, where the tables that the query mentions agree on one. */
function typeInTables(
  name: string,
  { query }: View | MaterializedView,
  { schema }: PullContext,
): { readonly type?: string } {
  const mentioned = (table: Table): boolean => query.includes(table.name);
  const types = new Set(
    schema.tables
      .filter(mentioned)
      .flatMap(({ columns }) => columns.filter((column) => column.name === name).map(({ type }) => type)),
  );
  const [type] = types;
  return types.size === 1 ? { type: type! } : {};
}
