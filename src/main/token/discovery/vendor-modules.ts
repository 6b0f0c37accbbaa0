/**
 * Where vendors' installers put their PKCS#11 modules. `*` stands for any text inside one folder name; `%System%` and
 * `%Programs%` are the machine's own System32 and Program Files. Anything else is added by path in settings or policy.
 */
export type VendorModule = {
  readonly product: string;
  readonly win32?: readonly string[];
  readonly darwin?: readonly string[];
  readonly linux?: readonly string[];
};

export const vendorModules: readonly VendorModule[] = [
  {
    product: 'SafeNet eToken',
    win32: ['%System%\\eTPKCS11.dll'],
    darwin: ['/usr/local/lib/libeTPkcs11.dylib', '/Library/Frameworks/eToken.framework/Versions/Current/libeToken.dylib'],
    linux: ['/usr/lib/libeTPkcs11.so', '/usr/lib64/libeTPkcs11.so', '/usr/lib/libeToken.so', '/usr/lib64/libeToken.so'],
  },
  {
    product: 'SafeNet IDPrime',
    win32: ['%Programs%\\SafeNet\\Authentication\\SAC\\x64\\IDPrimePKCS1164.dll', '%System%\\idprimepkcs11.dll'],
    darwin: ['/usr/local/lib/libIDPrimePKCS11.dylib'],
    linux: ['/usr/lib/libIDPrimePKCS11.so', '/usr/lib/pkcs11/libIDPrimePKCS11.so', '/usr/lib64/libIDPrimePKCS11.so'],
  },
  {
    product: 'Feitian ePass2003',
    win32: ['%System%\\eps2003csp11.dll', '%System%\\eps2003csp11v2.dll'],
    darwin: ['/usr/local/lib/libcastle.1.0.0.dylib'],
    linux: ['/opt/ePass2003-Castle-*/x64/redist/libcastle.so.1.0.0', '/usr/lib/libcastle.so.1.0.0'],
  },
  {
    product: 'Feitian ePassNG',
    win32: ['%System%\\ngp11v211.dll', '%System%\\ShuttleCsp11_3003.dll'],
    linux: ['/usr/lib/libepsng_p11.so'],
  },
  {
    product: 'Bit4id',
    win32: ['%System%\\bit4ipki.dll', '%System%\\bit4xpki.dll', '%System%\\bit4opki.dll'],
    darwin: ['/Library/bit4id/pkcs11/libbit4ipki.dylib', '/Library/bit4id/pkcs11/libbit4xpki.dylib'],
    linux: ['/usr/lib/libbit4ipki.so', '/usr/lib/libbit4xpki.so'],
  },
  {
    product: 'Athena IDProtect',
    win32: ['%System%\\asepkcs.dll'],
    darwin: ['/usr/local/lib/libASEP11.dylib'],
    linux: ['/usr/lib/x64-athena/libASEP11.so'],
  },
  {
    product: 'Longmai mToken CryptoID',
    win32: ['%System%\\cryptoide_pkcs11.dll'],
    darwin: ['/Applications/CryptoIDEUserTools.app/Contents/lib/mac/libcryptoide_pkcs11.dylib'],
    linux: ['/opt/CryptoIDE/lib/libcryptoide_pkcs11.so'],
  },
  {
    product: 'IDEMIA AWP',
    win32: ['%System%\\OcsCryptoki.dll', '%System%\\OcsPKCS11Wrapper.dll'],
    darwin: ['/Library/AWP/lib/libOcsCryptoki.dylib'],
    linux: ['/usr/local/AWP/lib/libOcsCryptoki.so'],
  },
  {
    product: 'WatchData ProxKey',
    win32: ['%System%\\SignatureP11.dll', '%System%\\WDPKCS.dll'],
    darwin: ['/usr/local/lib/libwdpkcs.dylib'],
    linux: ['/usr/lib/WatchData/ProxKey/lib/libwdpkcs_SignatureP11.so'],
  },
  {
    product: 'YubiKey PIV',
    win32: ['%Programs%\\Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll'],
    darwin: ['/usr/local/lib/libykcs11.dylib', '/opt/homebrew/lib/libykcs11.dylib'],
    linux: ['/usr/local/lib/libykcs11.so', '/usr/lib/x86_64-linux-gnu/libykcs11.so'],
  },
  {
    product: 'OpenSC',
    win32: ['%Programs%\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll'],
    darwin: ['/Library/OpenSC/lib/opensc-pkcs11.so', '/opt/homebrew/lib/opensc-pkcs11.so'],
    linux: [
      '/usr/lib/x86_64-linux-gnu/pkcs11/opensc-pkcs11.so',
      '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so',
      '/usr/lib/aarch64-linux-gnu/pkcs11/opensc-pkcs11.so',
      '/usr/lib64/pkcs11/opensc-pkcs11.so',
      '/usr/lib64/opensc-pkcs11.so',
    ],
  },
  {
    product: 'Thales Luna',
    win32: ['%Programs%\\SafeNet\\LunaClient\\cryptoki.dll'],
    linux: ['/usr/safenet/lunaclient/lib/libCryptoki2_64.so'],
  },
  {
    product: 'Entrust nShield',
    win32: ['%Programs%\\nCipher\\nfast\\toolkits\\pkcs11\\cknfast.dll'],
    linux: ['/opt/nfast/toolkits/pkcs11/libcknfast.so'],
  },
  {
    product: 'AWS CloudHSM',
    win32: ['%Programs%\\Amazon\\CloudHSM\\lib\\cloudhsm_pkcs11.dll'],
    linux: ['/opt/cloudhsm/lib/libcloudhsm_pkcs11.so'],
  },
  {
    product: 'YubiHSM 2',
    win32: ['%Programs%\\Yubico\\YubiHSM Shell\\bin\\pkcs11\\yubihsm_pkcs11.dll'],
    darwin: ['/usr/local/lib/pkcs11/yubihsm_pkcs11.dylib'],
    linux: ['/usr/lib/x86_64-linux-gnu/pkcs11/yubihsm_pkcs11.so'],
  },
];
