import type { ResolvedDialect } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";
import type { Session } from "../../session/session";
import { systemClock, type Clock } from "../../util/clock";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { Assignments } from "./assignments";
import type { EntityObject } from "./column-value";
import { insertRows } from "./insert-rows";
import { removeEntities } from "./remove-entities";
import { saveEntities } from "./save-entities";
import { deleteByCriteria, updateByCriteria, type Criteria } from "./write-criteria";
import { createWriteContext } from "./write-context";

/**
 * Writes entities: whole ones with what belongs to them, or rows by conditions.
 * @throws OrmError `QUERY.READ_ONLY` for the entity of a view.
 */
export interface EntityWriter {
  save(session: Session, entity: MappedEntity, entities: readonly object[]): Promise<void>;
  /** Inserts rows without a look at relations, all or none; what the database decided is set on the given objects. */
  insert(session: Session, entity: MappedEntity, entities: readonly object[]): Promise<void>;
  update(session: Session, entity: MappedEntity, criteria: Criteria, partial: object): Promise<number>;
  delete(session: Session, entity: MappedEntity, criteria: Criteria): Promise<number>;
  remove(session: Session, entity: MappedEntity, entities: readonly object[]): Promise<void>;
}

export function createEntityWriter(dialect: ResolvedDialect, clock: Clock = systemClock): EntityWriter {
  const context = createWriteContext(dialect, clock);
  return {
    save: async (session, entity, entities) => {
      requireWritable(entity, "save");
      await saveEntities(context, session, entity, entities);
    },
    insert: async (session, entity, entities) => {
      requireWritable(entity, "insert");
      const rows = entities.map((each) => ({ entity: each as EntityObject }));
      const assignments = new Assignments();
      const work = (inner: Session): Promise<void> => insertRows(context, inner, entity, rows, assignments);
      try {
        const isSingle = rows.length === 1 && entity.parts === undefined;
        await (isSingle || session.isInTransaction ? work(session) : session.transaction(work));
      } catch (error) {
        assignments.undo();
        throw error;
      }
    },
    update: async (session, entity, criteria, partial) => {
      requireWritable(entity, "update");
      return updateByCriteria(context, session, entity, criteria, partial as EntityObject);
    },
    delete: async (session, entity, criteria) => {
      requireWritable(entity, "delete");
      return deleteByCriteria(context, session, entity, criteria);
    },
    remove: async (session, entity, entities) => {
      requireWritable(entity, "remove");
      await removeEntities(context, session, entity, entities);
    },
  };
}

/** @throws OrmError `QUERY.READ_ONLY`. */
function requireWritable({ name, metadata }: MappedEntity, verb: string): void {
  if (metadata.kind !== "view") return;
  throw new OrmError("QUERY.READ_ONLY", `cannot ${verb} "${name}": it is a view`, {
    hint: "Write the entities of the tables that the view reads.",
    details: { entity: name },
  });
}
