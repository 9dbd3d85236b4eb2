import type { ObjectReference } from "../schema/object-reference";
import type { CreateObjectOptions, DropOptions } from "./condition";
import type { ObjectKind, ObjectOfKind } from "../schema/model";

export interface CreateObject<K extends string, O extends ObjectKind> extends CreateObjectOptions {
  readonly kind: K;
  readonly object: ObjectOfKind<O>;
}

/** The object as it becomes, whole: what is left out takes the database's default. */
export interface ChangeObject<K extends string, O extends ObjectKind> {
  readonly kind: K;
  readonly object: ObjectOfKind<O>;
  /** The object as it was, for the reverse. */
  readonly previous?: ObjectOfKind<O>;
}

export interface DropObject<K extends string, O extends ObjectKind> extends DropOptions {
  readonly kind: K;
  readonly object: ObjectReference;
  /** The object as it was, for the reverse. */
  readonly dropped?: ObjectOfKind<O>;
}

/** The three operations of every kind of object beside tables and enum types. */
export interface ObjectOperations {
  createView: CreateObject<"createView", "view">;
  replaceView: ChangeObject<"replaceView", "view">;
  dropView: DropObject<"dropView", "view">;
  createMaterializedView: CreateObject<"createMaterializedView", "materializedView">;
  replaceMaterializedView: ChangeObject<"replaceMaterializedView", "materializedView">;
  dropMaterializedView: DropObject<"dropMaterializedView", "materializedView">;
  createFunction: CreateObject<"createFunction", "function">;
  replaceFunction: ChangeObject<"replaceFunction", "function">;
  dropFunction: DropObject<"dropFunction", "function">;
  createTrigger: CreateObject<"createTrigger", "trigger">;
  replaceTrigger: ChangeObject<"replaceTrigger", "trigger">;
  dropTrigger: DropObject<"dropTrigger", "trigger">;
  createSequence: CreateObject<"createSequence", "sequence">;
  alterSequence: ChangeObject<"alterSequence", "sequence">;
  dropSequence: DropObject<"dropSequence", "sequence">;
  createDomain: CreateObject<"createDomain", "domain">;
  alterDomain: ChangeObject<"alterDomain", "domain">;
  dropDomain: DropObject<"dropDomain", "domain">;
  createCompositeType: CreateObject<"createCompositeType", "compositeType">;
  alterCompositeType: ChangeObject<"alterCompositeType", "compositeType">;
  dropCompositeType: DropObject<"dropCompositeType", "compositeType">;
  createExtension: CreateObject<"createExtension", "extension">;
  alterExtension: ChangeObject<"alterExtension", "extension">;
  dropExtension: DropObject<"dropExtension", "extension">;
  createPolicy: CreateObject<"createPolicy", "policy">;
  alterPolicy: ChangeObject<"alterPolicy", "policy">;
  dropPolicy: DropObject<"dropPolicy", "policy">;
}

/** Which operations create, change and drop each kind of object. */
export const OBJECT_VERBS = {
  view: { create: "createView", change: "replaceView", drop: "dropView" },
  materializedView: {
    create: "createMaterializedView",
    change: "replaceMaterializedView",
    drop: "dropMaterializedView",
  },
  function: { create: "createFunction", change: "replaceFunction", drop: "dropFunction" },
  trigger: { create: "createTrigger", change: "replaceTrigger", drop: "dropTrigger" },
  sequence: { create: "createSequence", change: "alterSequence", drop: "dropSequence" },
  domain: { create: "createDomain", change: "alterDomain", drop: "dropDomain" },
  compositeType: { create: "createCompositeType", change: "alterCompositeType", drop: "dropCompositeType" },
  extension: { create: "createExtension", change: "alterExtension", drop: "dropExtension" },
  policy: { create: "createPolicy", change: "alterPolicy", drop: "dropPolicy" },
} as const satisfies {
  readonly [O in ObjectKind]: {
    readonly create: keyof ObjectOperations;
    readonly change: keyof ObjectOperations;
    readonly drop: keyof ObjectOperations;
  };
};
