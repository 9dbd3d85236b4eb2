import { compositeTypeOperations } from "./composite-type";
import { domainOperations } from "./domain";
import { extensionOperations } from "./extension";
import { functionOperations } from "./function";
import { materializedViewOperations } from "./materialized-view";
import { policyOperations } from "./policy";
import { sequenceOperations } from "./sequence";
import { triggerOperations } from "./trigger";
import { viewOperations } from "./view";

/** The definitions of the operations on objects beside tables and enum types. */
export const objectDefinitions = {
  createView: viewOperations.create,
  replaceView: viewOperations.change,
  dropView: viewOperations.drop,
  createMaterializedView: materializedViewOperations.create,
  replaceMaterializedView: materializedViewOperations.change,
  dropMaterializedView: materializedViewOperations.drop,
  createFunction: functionOperations.create,
  replaceFunction: functionOperations.change,
  dropFunction: functionOperations.drop,
  createTrigger: triggerOperations.create,
  replaceTrigger: triggerOperations.change,
  dropTrigger: triggerOperations.drop,
  createSequence: sequenceOperations.create,
  alterSequence: sequenceOperations.change,
  dropSequence: sequenceOperations.drop,
  createDomain: domainOperations.create,
  alterDomain: domainOperations.change,
  dropDomain: domainOperations.drop,
  createCompositeType: compositeTypeOperations.create,
  alterCompositeType: compositeTypeOperations.change,
  dropCompositeType: compositeTypeOperations.drop,
  createExtension: extensionOperations.create,
  alterExtension: extensionOperations.change,
  dropExtension: extensionOperations.drop,
  createPolicy: policyOperations.create,
  alterPolicy: policyOperations.change,
  dropPolicy: policyOperations.drop,
} as const;
