import type { ResolvedDialect } from "../../dialect/dialect";
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

/** Writes entities: whole ones with what belongs to them, or rows by conditions. */
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
    save: (session, entity, entities) => saveEntities(context, session, entity, entities),
    insert: async (session, entity, entities) => {
      const rows = entities.map((each) => ({ entity: each as EntityObject }));
      const assignments = new Assignments();
      const work = (inner: Session): Promise<void> => insertRows(context, inner, entity, rows, assignments);
      try {
        await (rows.length === 1 || session.isInTransaction ? work(session) : session.transaction(work));
      } catch (error) {
        assignments.undo();
        throw error;
      }
    },
    update: (session, entity, criteria, partial) =>
      updateByCriteria(context, session, entity, criteria, partial as EntityObject),
    delete: (session, entity, criteria) => deleteByCriteria(context, session, entity, criteria),
    remove: (session, entity, entities) => removeEntities(context, session, entity, entities),
  };
}
