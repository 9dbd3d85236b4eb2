import { OrmError } from "../../errors/orm-error";
import { isText } from "../../util/option-check";
import { brandEntitySchema, type EntitySchemaReference, type ObjectLiteral } from "../entity-target";
import type { EntitySchemaOptions } from "./entity-schema-options";

/**
 * An entity without decorators, for plain JavaScript and for classes that should know nothing of a database. It stands
 * wherever a decorated class can: among `entities`, in files that patterns find, as the target of relations, in
 * `getRepository()`. Without `target` its rows are plain objects.
 *
 * @throws OrmError `ENTITY.OPTION_INVALID` for what is no name and no object with columns. Everything else is checked
 *   when metadata is built.
 * @example
 * const User = new EntitySchema({
 *   name: "User",
 *   columns: {
 *     id: { type: "integer", primary: true, generated: true },
 *     email: { type: "varchar", unique: true },
 *   },
 *   relations: { posts: { type: "one-to-many", target: "Post", inverseSide: "author" } },
 * });
 */
export class EntitySchema<T extends ObjectLiteral = Record<string, unknown>> implements EntitySchemaReference<T> {
  declare readonly entityType?: T;
  readonly options: EntitySchemaOptions<T>;

  constructor(options: EntitySchemaOptions<T>) {
    const given = options as Partial<EntitySchemaOptions<T>> | undefined;
    if (isText(given?.name) !== undefined)
      throw invalid("an EntitySchema has no name", 'Give it one: { name: "User" }.');
    if (typeof given?.columns !== "object" || given.columns === null) {
      throw invalid(`schema "${options.name}" has no columns`, "Give it { columns: { id: { ... } } }.");
    }
    this.options = options;
    brandEntitySchema(this);
  }

  /** By which name errors, relations and repositories know the entity. */
  get name(): string {
    return this.options.name;
  }
}

function invalid(problem: string, hint: string): OrmError {
  return new OrmError("ENTITY.OPTION_INVALID", problem, { hint });
}
