import { describeSets } from "./describe-sets";

describeSets("primary keys", "defaults", "enums", "dates");
