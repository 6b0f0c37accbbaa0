import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';

type Calls = Pick<Handlers<StationApi>, 'settings' | 'changeSettings'>;
export type Settings = Extract<Awaited<ReturnType<Calls['settings']>>, { ok: true }>['value'];

/** The settings of a station in practice, and what a person changes of them. */
export function settingsCalls(told: Partial<Settings> = {}): Calls {
  let settings: Settings = {
    language: 'es',
    theme: 'light',
    officialName: 'Funcionaria de Práctica',
    keyFilesAllowed: [],
    gateway: { url: 'https://127.0.0.1:8443', user: 'estacion', transport: 'rest', hasPassword: true, isPasswordSealed: true },
    urgentHours: 24,
    agreedHours: { '*': 48 },
    documentVersions: {},
    views: [],
    locked: [],
    ...told,
  };
  return {
    settings: () => ({ ok: true, value: settings }),
    changeSettings: ({ gatewayUrl, gatewayUser, gatewayPassword, transport, ...rest }) => {
      const { gateway } = settings;
      const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      settings = {
        ...settings,
        ...plain,
        gateway: {
          url: gatewayUrl ?? gateway.url,
          user: gatewayUser ?? gateway.user,
          transport: transport ?? gateway.transport,
          hasPassword: gateway.hasPassword || gatewayPassword !== undefined,
          isPasswordSealed: gateway.isPasswordSealed,
        },
      };
      return { ok: true, value: settings };
    },
  };
}
