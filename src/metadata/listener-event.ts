/** What may happen to an entity: the names of the decorators of listeners, and of the methods of subscribers. */
export type ListenerEvent =
  | "afterLoad"
  | "beforeInsert"
  | "afterInsert"
  | "beforeUpdate"
  | "afterUpdate"
  | "beforeRemove"
  | "afterRemove"
  | "beforeSoftRemove"
  | "afterSoftRemove"
  | "beforeRecover"
  | "afterRecover";
