/** Numbers that name people, dialogs, messages and sockets are counted round: there is always one of them. */
export type Place = number;

/** A message of the dialog that is acted on, or one of another. */
export interface MessagePlace {
  dialog: Place | 'same';
  message: Place;
}

export interface ScopePlan {
  tenants: Place[];
  level1: Place[];
  level2: Place[];
}

/** A word to search for: a secret of some dialog, or what all secrets begin with. */
export interface SearchPlan {
  for: 'title' | 'company' | 'name' | 'email' | 'text' | 'anything';
  dialog: Place;
  upperCase: boolean;
}

export interface ListFilter {
  type: 'participating' | 'available' | undefined;
  search: SearchPlan | undefined;
  archived: boolean | undefined;
}

export const choices = ['archive', 'unarchive', 'pin', 'unpin', 'mute', 'unmute'] as const;
export const hostCalls = ['list', 'look', 'add', 'open', 'create', 'delete'] as const;

interface OnDialog {
  by: Place;
  dialog: Place;
}

export type Action =
  | ({ do: 'look' | 'look at people' | 'leave' } & OnDialog)
  | ({
      do: 'read page';
      at: 'end' | 'before' | 'after' | 'around';
      message: MessagePlace;
      limit: number;
    } & OnDialog)
  | ({ do: 'read one' | 'mark read' | 'edit' | 'delete message'; message: MessagePlace } & OnDialog)
  | { do: 'list'; by: Place; filter: ListFilter; byPages: boolean }
  | { do: 'follow cursor'; by: Place; of: Place; type: 'participating' | 'available' }
  | { do: 'list of object'; by: Place; object: Place; filter: ListFilter }
  | { do: 'newest of object'; by: Place; object: Place }
  | ({ do: 'join'; givesAddresses: boolean } & OnDialog)
  | ({ do: 'choose'; choice: (typeof choices)[number] } & OnDialog)
  | ({ do: 'send'; replyTo: MessagePlace | undefined; retryOf: Place | undefined } & OnDialog)
  | ({ do: 'pose as host'; call: (typeof hostCalls)[number] } & OnDialog)
  | {
      do: 'create';
      object: Place;
      people: Place[];
      profiles: boolean;
      createdBy: Place | undefined;
      scopes: ScopePlan[];
    }
  | { do: 'host looks' | 'delete dialog'; dialog: Place }
  | { do: 'host lists'; object: Place }
  | { do: 'add'; dialog: Place; who: Place; profile: boolean }
  | { do: 'remove'; dialog: Place; who: Place }
  | { do: 'open to'; dialog: Place; scopes: ScopePlan[] }
  | { do: 'connect'; by: Place; dialog: Place | undefined }
  | { do: 'hang up'; socket: Place }
  | { do: 'subscribe' | 'unsubscribe' | 'type'; socket: Place; dialog: Place };
