import { OrmError } from "../errors/orm-error";
import type { Constraint } from "../operations/operation";
import type {
  Column,
  ColumnDefault,
  Deferrable,
  ExclusionConstraint,
  ForeignKey,
  Index,
  IndexPart,
  ObjectName,
  PrimaryKey,
  Table,
} from "../schema/model";
import { AnsiObjectCompiler } from "./ansi-object-compiler";

/** The pieces that statements about tables are made of: columns, constraints and indexes, as the standard writes them. */
export class AnsiDefinitionCompiler extends AnsiObjectCompiler {
  /** A column as CREATE TABLE and ADD COLUMN write it. `owner` is the table, where it is known. */
  protected columnDefinition(column: Column, _owner: Table | undefined): string {
    const parts = [this.quote(column.name), this.columnType(column)];
    if (column.collation !== undefined) parts.push(`COLLATE ${this.collation(column.collation)}`);
    if (column.generated !== undefined) {
      parts.push(
        `GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? "STORED" : "VIRTUAL"}`,
      );
    }
    if (column.identity !== undefined) parts.push(this.identityText(column.identity));
    if (!column.nullable) parts.push("NOT NULL");
    if (column.default !== undefined) parts.push(`DEFAULT ${this.defaultText(column.default)}`);
    return parts.join(" ");
  }

  /** The type of a column, with what numbering its rows adds to it. */
  protected columnType(column: Column): string {
    return this.types.format(column.type);
  }

  protected collation(name: string): string {
    return this.quote(name);
  }

  protected identityText(identity: NonNullable<Column["identity"]>): string {
    const options = [
      ...(identity.start === undefined ? [] : [`START WITH ${identity.start}`]),
      ...(identity.increment === undefined ? [] : [`INCREMENT BY ${identity.increment}`]),
      ...(identity.minValue === undefined ? [] : [`MINVALUE ${identity.minValue}`]),
      ...(identity.maxValue === undefined ? [] : [`MAXVALUE ${identity.maxValue}`]),
      ...(identity.cache === undefined ? [] : [`CACHE ${identity.cache}`]),
      ...(identity.cycle === true ? ["CYCLE"] : []),
    ];
    const head = `GENERATED ${identity.always ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY`;
    return options.length === 0 ? head : `${head} (${options.join(" ")})`;
  }

  protected defaultText(value: ColumnDefault): string {
    return value.kind === "literal" ? this.queries.literal(value.value) : value.sql;
  }

  protected typeText(type: string | undefined, collation: string | null | undefined): string {
    const text = type === undefined ? "" : this.types.format(type);
    return collation === undefined || collation === null ? text : `${text} COLLATE ${this.collation(collation)}`;
  }

  /** The constraints that CREATE TABLE lists behind the columns. */
  protected tableConstraints(table: Table): readonly string[] {
    return [
      ...(table.primaryKey === undefined
        ? []
        : [this.constraintDefinition({ type: "primaryKey", definition: table.primaryKey })]),
      ...table.uniques.map((definition) => this.constraintDefinition({ type: "unique", definition })),
      ...table.checks.map((definition) => this.constraintDefinition({ type: "check", definition })),
      ...(table.exclusions ?? []).map((definition) => this.constraintDefinition({ type: "exclusion", definition })),
      ...table.foreignKeys.map((definition) => this.constraintDefinition({ type: "foreignKey", definition })),
    ];
  }

  /** A constraint as CREATE TABLE and ADD write it. */
  protected constraintDefinition(constraint: Constraint): string {
    const { name } = constraint.definition;
    const head = name === undefined ? "" : `CONSTRAINT ${this.quote(name)} `;
    switch (constraint.type) {
      case "primaryKey":
        return `${head}PRIMARY KEY ${this.keyColumns(constraint.definition)}${this.deferrableText(constraint.definition.deferrable)}`;
      case "unique":
        return `${head}UNIQUE ${constraint.definition.nullsNotDistinct === true ? "NULLS NOT DISTINCT " : ""}${this.keyColumns(constraint.definition)}${this.deferrableText(constraint.definition.deferrable)}`;
      case "check":
        return `${head}CHECK (${constraint.definition.expression})${constraint.definition.noInherit === true ? " NO INHERIT" : ""}`;
      case "foreignKey":
        return head + this.foreignKeyText(constraint.definition);
      case "exclusion":
        return head + this.exclusionText(constraint.definition);
    }
  }

  /** Not standard. @throws OrmError `OPERATION.UNSUPPORTED`. */
  protected exclusionText({ name }: ExclusionConstraint): string {
    const what = name === undefined ? "an exclusion constraint" : `exclusion constraint "${name}"`;
    throw new OrmError("OPERATION.UNSUPPORTED", `this database cannot create ${what}`, {
      hint: "Leave it out for this database, or hold the rows to it with a trigger.",
    });
  }

  protected foreignKeyText(key: ForeignKey): string {
    const target: ObjectName = {
      name: key.references.table,
      ...(key.references.schema === undefined ? {} : { schema: key.references.schema }),
    };
    return (
      [
        `FOREIGN KEY ${this.referringColumns(key, key.columns)} REFERENCES ${this.name(target)} ${this.referringColumns(key, key.references.columns)}`,
        ...(key.match === undefined ? [] : [`MATCH ${key.match.toUpperCase()}`]),
        ...(key.onDelete === undefined ? [] : [`ON DELETE ${key.onDelete}${this.onDeleteColumns(key)}`]),
        ...(key.onUpdate === undefined ? [] : [`ON UPDATE ${key.onUpdate}`]),
      ].join(" ") + this.deferrableText(key.deferrable)
    );
  }

  protected keyColumns({ columns, withoutOverlaps, include }: PrimaryKey): string {
    const names = columns.map((column) => this.quote(column)).join(", ");
    const list = `(${names}${withoutOverlaps === true ? " WITHOUT OVERLAPS" : ""})`;
    return include === undefined ? list : `${list} INCLUDE ${this.columnList(include)}`;
  }

  protected referringColumns({ period }: ForeignKey, columns: readonly string[]): string {
    if (period !== true) return this.columnList(columns);
    const names = columns.map((column) => this.quote(column));
    return `(${[...names.slice(0, -1), `PERIOD ${names[names.length - 1]!}`].join(", ")})`;
  }

  protected onDeleteColumns({ onDeleteColumns }: ForeignKey): string {
    return onDeleteColumns === undefined ? "" : ` ${this.columnList(onDeleteColumns)}`;
  }

  protected deferrableText(deferrable: Deferrable | undefined): string {
    return deferrable === undefined ? "" : ` DEFERRABLE ${deferrable.toUpperCase()}`;
  }

  protected indexDefinition(table: ObjectName, index: Index): string {
    const using = this.indexMethod(index);
    return [
      `CREATE ${index.unique === true ? "UNIQUE " : ""}INDEX ${this.quote(index.name)} ON ${this.name(table)}${using}`,
      `(${index.parts.map((part) => this.indexPart(part)).join(", ")})`,
      ...(index.where === undefined ? [] : [`WHERE ${index.where}`]),
    ].join(" ");
  }

  protected indexMethod(index: Index): string {
    return index.method === undefined ? "" : ` USING ${index.method}`;
  }

  protected indexPart(part: IndexPart): string {
    const body = part.column === undefined ? `(${part.expression ?? ""})` : this.quote(part.column);
    return part.order === "desc" ? `${body} DESC` : body;
  }

  /** What follows the closing parenthesis of CREATE TABLE. */
  protected tableSuffix(_table: Table): string {
    return "";
  }

  protected columnList(columns: readonly string[]): string {
    return `(${columns.map((column) => this.quote(column)).join(", ")})`;
  }
}
