import { EntitySchema } from "../../../../src/metadata/entity-schema/entity-schema";

export const User = new EntitySchema({ name: "User", columns: { id: { type: Number, primary: true } } });

export default [new EntitySchema({ name: "Post", columns: { id: { type: Number, primary: true } } })];
