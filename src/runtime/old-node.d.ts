/** Says which Node to get, or undefined where this one will do. */
export declare const complaintOf: (version: string) => string | undefined
