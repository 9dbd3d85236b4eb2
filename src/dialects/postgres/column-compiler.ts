import { compileOperation, type DdlContext } from "../../dialect/ddl-compiler";
import type { Statement } from "../../dialect/statement";
import { OrmError } from "../../errors/orm-error";
import { changeColumn } from "../../operations/alter-column";
import { replacementsOf } from "../../operations/value-replacement";
import type { AlterColumn, Operation } from "../../operations/operation";
import { withChangedTable } from "../../schema/edit";
import { findColumn, findTable, getTable } from "../../schema/lookup";
import type { Column, Identity, Table } from "../../schema/model";
import { castFor } from "./casts";
import { createDependents, findRecomputed } from "./column-dependents";
import { saysNotNull, withoutNotNull } from "./extensions/column-facts";
import { changeNumbering, usualSequenceName } from "./extensions/numbering-sequence";
import { identityChange } from "./identity-change";
import { PostgresTableCompiler } from "./table-compiler";
import { parseTypeName } from "./type-name";

/** SQL for changes of columns that are there, for PostgreSQL. */
export class PostgresColumnCompiler extends PostgresTableCompiler {
  /**
   * The default leaves before the type changes and comes after it, because a default is not cast with its column.
   * A cast is written only where the server does not take one by itself: it keeps its guards against values that do not fit.
   */
  override alterColumn(operation: AlterColumn, context: DdlContext): readonly Statement[] {
    const { table, column, change } = operation;
    const owner = findTable(context.schema, table);
    const found = owner === undefined ? undefined : findColumn(owner, column);
    if (change.generated !== undefined && this.#needsNewColumn(operation, found)) {
      return this.#replaceColumn(operation, context, found);
    }
    const recomputed = owner === undefined ? [] : findRecomputed(owner, operation);
    if (recomputed.length > 0) return this.#alterUnder(operation, context, recomputed);
    const act = (action: string): Statement =>
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} ${action}`);
    const before = this.#typeChange(operation, found).map(act);
    const identity = identityChange(change.identity, found?.identity, (value) => this.identityText(value)).map(act);
    return [
      // The sequence of the identity has the name that the one of a serial column takes.
      ...(change.identity === null ? identity : []),
      ...(change.autoIncrement === false ? this.#dropSequence(operation) : []),
      ...(change.generated === null ? [act("DROP EXPRESSION")] : []),
      ...before,
      ...(change.type !== undefined && change.autoIncrement === undefined && found?.autoIncrement === true
        ? this.#ownSequence(operation, "ALTER", ` AS ${this.typeSql(change.type)}`)
        : []),
      ...(change.generated ? [act(`SET EXPRESSION AS (${change.generated.expression})`)] : []),
      ...this.backfillStatements(operation),
      ...(operation.backfill === undefined ? [] : this.#checkDeferred(operation, owner)),
      ...(change.nullable === undefined || saysNotNull(change.attributes)
        ? []
        : [act(change.nullable ? "DROP NOT NULL" : "SET NOT NULL")]),
      ...(change.autoIncrement === true ? this.#createSequence(operation, found) : []),
      ...(change.identity === null ? [] : identity),
      ...(change.identity && found?.identity === undefined ? this.#startBehindRows(operation, change.identity) : []),
      ...(change.attributes === undefined ? [] : this.#alterFacts(operation, found)),
      ...this.columnCommentStatements(operation, table, column, change.comment),
    ];
  }

  #alterFacts(operation: AlterColumn, found: Column | undefined): readonly Statement[] {
    const { table, column, change, previous } = operation;
    const known = previous?.attributes ?? found?.attributes ?? {};
    const before = change.nullable === true ? withoutNotNull(known) : known;
    const after = change.attributes ?? {};
    const isNumbered = change.autoIncrement ?? found?.autoIncrement ?? false;
    const numbering = change.autoIncrement === true ? {} : before;
    const type = change.type ?? found?.type;
    return [
      ...this.columnFactChanges(operation, table, column, before, after),
      ...(isNumbered ? changeNumbering(this.pieces, table, column, numbering, after, type) : []).map((sql) =>
        this.statement(operation, sql),
      ),
    ];
  }

  /** A table with checks that wait for the end of the transaction cannot be changed (55006), so those of the new values come now. */
  #checkDeferred(operation: AlterColumn, owner: Table | undefined): readonly Statement[] {
    return (owner?.foreignKeys ?? [])
      .filter(({ deferrable, columns }) => deferrable === "initially deferred" && columns.includes(operation.column))
      .map(({ name }) => this.name({ ...operation.table, name: name! }))
      .map((name) => this.statement(operation, `SET CONSTRAINTS ${name} IMMEDIATE`));
  }

  /** The type of a column cannot change under a generated one: that one goes, and is computed anew. */
  #alterUnder(operation: AlterColumn, context: DdlContext, computed: readonly Column[]): readonly Statement[] {
    const { table } = operation;
    const owner = getTable(context.schema, table);
    const names = new Set(computed.map(({ name }) => name));
    const without = withChangedTable(context.schema, table, (old) => ({
      ...old,
      columns: old.columns.filter(({ name }) => !names.has(name)),
    }));
    const dependents = new Set(computed.flatMap(({ name }) => createDependents(owner, name)));
    return [
      ...computed.map(({ name }) => this.alter(operation, table, `DROP COLUMN ${this.quote(name)}`)),
      ...this.alterColumn(operation, { ...context, schema: without }),
      ...computed.flatMap((column) => this.addColumn({ kind: "addColumn", table, column }, context)),
      ...[...dependents].flatMap((dependent) => compileOperation(this, dependent, context)),
    ].map((statement) => ({ ...statement, source: operation }));
  }

  /** Rows that are there already have numbers that must not be given out again. */
  #startBehindRows(operation: AlterColumn, { start = 1, increment = 1 }: Identity): readonly Statement[] {
    if (increment < 0) return [];
    const { table, column } = operation;
    const [name, text] = [this.queries.quoteString(this.name(table)), this.queries.quoteString(column)];
    const next = `(SELECT greatest(coalesce(max(${this.quote(column)}) + 1, ${start}), ${start}) FROM ${this.name(table)})`;
    return [this.statement(operation, `SELECT setval(pg_get_serial_sequence(${name}, ${text}), ${next}, false)`)];
  }

  #typeChange(operation: AlterColumn, found: Column | undefined): readonly string[] {
    const { change, previous } = operation;
    const { type, collation } = change;
    const using = operation.using ?? this.#replacedValue(operation);
    const set =
      change.default === undefined || change.default === null
        ? []
        : [`SET DEFAULT ${this.defaultText(change.default)}`];
    if (type === undefined && collation === undefined) return change.default === null ? ["DROP DEFAULT"] : set;
    const target = type ?? found?.type;
    if (target === undefined) throw this.#unknownType();
    const from = previous?.type ?? found?.type;
    const cast = using ?? (from === undefined || type === undefined ? undefined : this.#cast(from, target, found));
    const kept =
      change.default === undefined && this.#mustSpellDefault(from, target, cast, found) ? found?.default : undefined;
    const sorted = collation === undefined && hasCollation(target) ? found?.collation : collation;
    const clause = `TYPE ${this.typeText(target, sorted)}${cast === undefined ? "" : ` USING ${cast}`}`;
    return [
      ...(change.default !== undefined || kept !== undefined ? ["DROP DEFAULT"] : []),
      clause,
      ...(kept === undefined ? set : [`SET DEFAULT ${this.defaultText(kept)}`]),
    ];
  }

  /** A literal carries the name of its type in the catalog: `'x'::character varying` under a column of type text. */
  #mustSpellDefault(
    from: string | undefined,
    to: string,
    cast: string | undefined,
    found: Column | undefined,
  ): boolean {
    if (cast !== undefined) return true;
    const isRenamed = from !== undefined && parseTypeName(from).name !== parseTypeName(to).name;
    return isRenamed && found?.default?.kind === "literal" && typeof found.default.value === "string";
  }

  #replacedValue(operation: AlterColumn): string | undefined {
    const { column, change } = operation;
    const replaced = replacementsOf(operation);
    if (replaced.length === 0 || change.type === undefined) return undefined;
    const text = `${this.quote(column)}::text`;
    const cases = replaced.map(
      ([from, to]) => ` WHEN ${this.queries.quoteString(from)} THEN ${this.queries.literal(to)}`,
    );
    return `(CASE ${text}${cases.join("")} ELSE ${text} END)::${this.typeSql(change.type)}`;
  }

  #cast(from: string, to: string, found: Column | undefined): string | undefined {
    return found === undefined ? undefined : castFor(from, to, this.quote(found.name), this.typeSql(to));
  }

  /** A column is computed or not from its birth on; only newer servers can change how. */
  #needsNewColumn({ change }: AlterColumn, found: Column | undefined): boolean {
    if (change.generated === null) return found?.generated?.stored === false;
    const isSame = found?.generated?.stored === change.generated?.stored;
    return !(this.features.setExpression && isSame);
  }

  #replaceColumn(operation: AlterColumn, context: DdlContext, found: Column | undefined): readonly Statement[] {
    if (found === undefined) throw this.#unknownType();
    const { table, column } = operation;
    const owner = findTable(context.schema, table);
    return [
      ...this.dropColumn({ kind: "dropColumn", table, column }, context),
      ...this.addColumn({ kind: "addColumn", table, column: changeColumn(found, operation.change) }, context),
      ...(owner === undefined ? [] : createDependents(owner, column)).flatMap((dependent) =>
        compileOperation(this, dependent, context),
      ),
    ].map((statement) => ({ ...statement, source: operation }));
  }

  /** What `serial` would have made, with the numbers going on where the rows end. */
  #createSequence({ table, column, change, ...rest }: AlterColumn, found: Column | undefined): readonly Statement[] {
    const operation: Operation = { ...rest, table, column, change };
    const sequence = this.name({ ...table, name: usualSequenceName(table.name, column) });
    const text = this.queries.quoteString(sequence);
    const type = change.type ?? found?.type;
    const as = type === undefined ? "" : ` AS ${this.typeSql(type)}`;
    const place = `${this.name(table)}.${this.quote(column)}`;
    const next = `(SELECT coalesce(max(${this.quote(column)}), 0) + 1 FROM ${this.name(table)})`;
    return [
      this.statement(operation, `CREATE SEQUENCE ${sequence}${as} OWNED BY ${place}`),
      this.statement(operation, `SELECT setval(${text}, ${next}, false)`),
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} SET DEFAULT nextval(${text})`),
    ];
  }

  #dropSequence(operation: AlterColumn): readonly Statement[] {
    const { table, column } = operation;
    return [
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} DROP DEFAULT`),
      ...this.#ownSequence(operation, "DROP"),
    ];
  }

  /**
   * The sequence of a serial column may have another name than the table has now, so the server is asked for it. Its numbers end
   * where those of its type do, so it changes with the column.
   */
  #ownSequence({ table, column, ...rest }: AlterColumn, verb: "ALTER" | "DROP", action = ""): readonly Statement[] {
    const text = (value: string): string => this.queries.quoteString(value);
    const find = `pg_get_serial_sequence(${text(this.name(table))}, ${text(column)})`;
    const tail = action === "" ? "" : ` || ${text(action)}`;
    const body = `BEGIN EXECUTE '${verb} SEQUENCE ' || ${find}${tail}; END`;
    return [this.statement({ table, column, ...rest }, `DO ${text(body)}`)];
  }

  #unknownType(): OrmError {
    return new OrmError("OPERATION.INVALID", "the change needs the type of the column, which is not known here", {
      hint: "Give alterColumn the `type` as well.",
    });
  }
}

/** A change of type takes the usual collation where none is said, so a column that keeps its own says it again. */
function hasCollation(type: string): boolean {
  return ["varchar", "text", "char", "citext"].includes(parseTypeName(type).name);
}
