import { DataSource } from "ormolu";
import { Post } from "../entities/post";
import { Tag } from "../entities/tag";
import { User } from "../entities/user";

/** The database of the application: the one that orm.config.ts names. */
export const dataSource = new DataSource({ url: "sqlite:blog.db", entities: [User, Post, Tag] });
