import { OrmError } from "../errors/orm-error";
import type { Capabilities } from "../dialect/capabilities";
import { shortenName } from "../mapping/shorten-name";
import type { Operation } from "../operations/operation";
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  Index,
  ObjectName,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../schema/model";
import { nameByConvention, type NamedKind, type NameParts, type NamingConvention } from "../schema/naming-convention";

/**
 * Names by the project's convention what calls of `op` left without a name, within the database's limit; without a convention the
 * database chooses. An index must have a name.
 */
export class OperationNaming {
  readonly #convention: NamingConvention;
  readonly #capabilities: Pick<Capabilities, "maxIdentifierBytes" | "namedPrimaryKeys">;

  constructor(
    { capabilities }: { readonly capabilities: Pick<Capabilities, "maxIdentifierBytes" | "namedPrimaryKeys"> },
    convention: NamingConvention = {},
  ) {
    this.#convention = convention;
    this.#capabilities = capabilities;
  }

  /** The operation with the names that it lacks. @throws OrmError `OPERATION.INVALID` for an index without one, `CONFIG.INVALID`. */
  complete(operation: Operation): Operation {
    switch (operation.kind) {
      case "createTable":
        return { ...operation, table: this.#table(operation.table) };
      case "createPrimaryKey":
        return { ...operation, primaryKey: this.#primaryKey(operation.table, operation.primaryKey) };
      case "createUniqueConstraint":
        return { ...operation, unique: this.#unique(operation.table, operation.unique) };
      case "createForeignKey":
        return { ...operation, foreignKey: this.#foreignKey(operation.table, operation.foreignKey) };
      case "createCheckConstraint":
        return { ...operation, check: this.#check(operation.table, operation.check) };
      case "createExclusionConstraint":
        return { ...operation, exclusion: this.#exclusion(operation.table, operation.exclusion) };
      case "createIndex":
        return { ...operation, index: this.#index(operation.table, operation.index) };
      default:
        return operation;
    }
  }

  #table(table: Table): Table {
    const { primaryKey, exclusions } = table;
    return {
      ...table,
      ...(primaryKey === undefined ? {} : { primaryKey: this.#primaryKey(table, primaryKey) }),
      uniques: table.uniques.map((key) => this.#unique(table, key)),
      foreignKeys: table.foreignKeys.map((key) => this.#foreignKey(table, key)),
      checks: table.checks.map((check) => this.#check(table, check)),
      ...(exclusions === undefined ? {} : { exclusions: exclusions.map((one) => this.#exclusion(table, one)) }),
      indexes: table.indexes.map((index) => this.#index(table, index)),
    };
  }

  #primaryKey(table: ObjectName, key: PrimaryKey): PrimaryKey {
    return this.#capabilities.namedPrimaryKeys ? this.#name(key, "pk", table, { columns: key.columns }) : key;
  }

  #unique(table: ObjectName, key: UniqueConstraint): UniqueConstraint {
    return this.#name(key, "uq", table, { columns: key.columns });
  }

  #foreignKey(table: ObjectName, key: ForeignKey): ForeignKey {
    const { table: referredTable, columns: referredColumns } = key.references;
    return this.#name(key, "fk", table, { columns: key.columns, referredTable, referredColumns });
  }

  #check(table: ObjectName, check: CheckConstraint): CheckConstraint {
    return this.#name(check, "ck", table, { columns: [], expression: check.expression });
  }

  #exclusion(table: ObjectName, exclusion: ExclusionConstraint): ExclusionConstraint {
    const { elements } = exclusion;
    return this.#name(exclusion, "xc", table, { columns: columnsOf(elements), expression: textOf(elements) });
  }

  #index(table: ObjectName, index: Index): Index {
    const { parts, where } = index;
    const expression = [textOf(parts), where ?? ""].filter((text) => text !== "").join(" ");
    const named = this.#name(index, "ix", table, {
      columns: columnsOf(parts),
      ...(expression === "" ? {} : { expression }),
    });
    if (named.name === "") throw namelessIndex(table);
    return named;
  }

  #name<T extends { readonly name?: string }>(
    part: T,
    kind: NamedKind,
    table: ObjectName,
    parts: Omit<NameParts, "kind" | "table">,
  ): T {
    if (part.name !== undefined && part.name !== "") return part;
    const name = nameByConvention(this.#convention, { kind, table: table.name, ...parts });
    return name === undefined ? part : { ...part, name: shortenName(name, this.#capabilities.maxIdentifierBytes) };
  }
}

function columnsOf(parts: readonly { readonly column?: string }[]): readonly string[] {
  return parts.flatMap(({ column }) => (column === undefined ? [] : [column]));
}

function textOf(parts: readonly { readonly expression?: string; readonly operator?: string }[]): string {
  return parts.flatMap(({ expression, operator }) => [expression ?? [], operator ?? []].flat()).join(" ");
}

function namelessIndex({ name }: ObjectName): OrmError {
  return new OrmError("OPERATION.INVALID", `an index of table "${name}" has no name`, {
    hint: "Give createIndex a name, or say in migrations.namingConvention.ix how indexes are called.",
  });
}
