/** An empty module, deployed in place of each module that the configuration has no use for. */

export {}
