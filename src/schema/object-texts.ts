import type {
  CheckConstraint,
  Column,
  ColumnDefault,
  Domain,
  Index,
  IndexPart,
  SchemaObject,
  StoredFunction,
  Table,
} from "./model";

/**
 * What a piece of text is: a name of a type, code that the database has read and understood, what a function takes and gives,
 * or a body that it keeps as it was written, whatever becomes of the names in it.
 */
export type TextPlace = "type" | "code" | "signature" | "body";

/** Changes one text of an object, or looks at it and gives it back. */
export type TextChange = (text: string, place: TextPlace) => string;

/** The object with every piece of its SQL changed. */
export function mapObjectTexts(object: SchemaObject, change: TextChange): SchemaObject {
  switch (object.kind) {
    case "view":
      return { ...object, query: change(object.query, "code") };
    case "materializedView":
      return {
        ...object,
        query: change(object.query, "code"),
        ...(object.indexes === undefined ? {} : { indexes: object.indexes.map((index) => mapIndex(index, change)) }),
      };
    case "function":
      return mapFunction(object, change);
    case "trigger":
      return { ...object, event: change(object.event, "code"), action: change(object.action, "code") };
    case "domain":
      return mapDomain(object, change);
    case "compositeType":
      return {
        ...object,
        columns: object.columns.map((column) => ({ ...column, type: change(column.type, "type") })),
      };
    case "policy":
      return {
        ...object,
        ...(object.using === undefined ? {} : { using: change(object.using, "code") }),
        ...(object.check === undefined ? {} : { check: change(object.check, "code") }),
      };
    case "sequence":
    case "extension":
      return object;
  }
}

/** Every piece of SQL of an object, with what it is. */
export function textsOfObject(object: SchemaObject): readonly (readonly [text: string, place: TextPlace])[] {
  const texts: [string, TextPlace][] = [];
  mapObjectTexts(object, (text, place) => {
    texts.push([text, place]);
    return text;
  });
  return texts;
}

/** The table with every piece of its SQL changed: types, defaults, conditions, expressions. */
export function mapTableTexts(table: Table, change: TextChange): Table {
  return {
    ...table,
    columns: table.columns.map((column) => mapColumn(column, change)),
    checks: table.checks.map((check) => mapCheck(check, change)),
    indexes: table.indexes.map((index) => mapIndex(index, change)),
    ...(table.exclusions === undefined
      ? {}
      : {
          exclusions: table.exclusions.map((exclusion) => ({
            ...exclusion,
            elements: exclusion.elements.map((element) => mapPart(element, change)),
            ...(exclusion.where === undefined ? {} : { where: change(exclusion.where, "code") }),
          })),
        }),
  };
}

function mapColumn(column: Column, change: TextChange): Column {
  return {
    ...column,
    type: change(column.type, "type"),
    ...(column.default === undefined ? {} : { default: mapDefault(column.default, change) }),
    ...(column.generated === undefined
      ? {}
      : { generated: { ...column.generated, expression: change(column.generated.expression, "code") } }),
  };
}

function mapDefault(value: ColumnDefault, change: TextChange): ColumnDefault {
  return value.kind === "literal" ? value : { ...value, sql: change(value.sql, "code") };
}

function mapCheck(check: CheckConstraint, change: TextChange): CheckConstraint {
  return { ...check, expression: change(check.expression, "code") };
}

function mapPart<T extends IndexPart>(part: T, change: TextChange): T {
  return part.expression === undefined ? part : { ...part, expression: change(part.expression, "code") };
}

function mapIndex(index: Index, change: TextChange): Index {
  return {
    ...index,
    parts: index.parts.map((part) => mapPart(part, change)),
    ...(index.where === undefined ? {} : { where: change(index.where, "code") }),
  };
}

function mapDomain(domain: Domain, change: TextChange): Domain {
  return {
    ...domain,
    type: change(domain.type, "type"),
    ...(domain.default === undefined ? {} : { default: mapDefault(domain.default, change) }),
    ...(domain.checks === undefined ? {} : { checks: domain.checks.map((check) => mapCheck(check, change)) }),
  };
}

const BODY = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u;

/** A body between dollar signs is text to the database; one without them is code. */
function mapFunction(object: StoredFunction, change: TextChange): StoredFunction {
  const start = object.definition.search(BODY);
  const [head, body] =
    start === -1 ? [object.definition, ""] : [object.definition.slice(0, start), object.definition.slice(start)];
  return {
    ...object,
    ...(object.arguments === undefined ? {} : { arguments: change(object.arguments, "signature") }),
    definition: change(head, "signature") + (body === "" ? "" : change(body, "body")),
  };
}
