; What the installer does besides electron-builder's own script: `rubrica` on the machine's PATH, and Rúbrica among the
; programs offered for .xml. The program that opens .xml today stays the one that does. Data is left alone.
!include "LogicLib.nsh"
!include "StrFunc.nsh"
!include "WinMessages.nsh"

!define RUBRICA_ENVIRONMENT "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
!define RUBRICA_CLASS "Rubrica.Certificate"

!ifdef BUILD_UNINSTALLER
  ${UnStrRep}
!else
  ${StrRep}
!endif

; The machine's PATH without our folder, and AFTER at its end. A PATH longer than a string may be here reads as empty
; and is left alone: writing it back would cut it short.
!macro rubricaPath REPLACE AFTER
  ReadRegStr $0 HKLM "${RUBRICA_ENVIRONMENT}" "Path"
  StrLen $1 $0
  IntOp $2 ${NSIS_MAX_STRLEN} - 300
  ${If} $1 > 0
  ${AndIf} $1 < $2
    ${${REPLACE}} $3 $0 ";$INSTDIR\bin" ""
    WriteRegExpandStr HKLM "${RUBRICA_ENVIRONMENT}" "Path" "$3${AFTER}"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
  ${EndIf}
!macroend

!macro customInstall
  WriteRegStr HKLM "Software\Classes\${RUBRICA_CLASS}" "" "Rúbrica"
  WriteRegStr HKLM "Software\Classes\${RUBRICA_CLASS}\DefaultIcon" "" "$INSTDIR\rubrica.exe,0"
  WriteRegStr HKLM "Software\Classes\${RUBRICA_CLASS}\shell\open\command" "" '"$INSTDIR\rubrica.exe" "%1"'
  WriteRegNone HKLM "Software\Classes\.xml\OpenWithProgids" "${RUBRICA_CLASS}"
  !insertmacro rubricaPath StrRep ";$INSTDIR\bin"
!macroend

!macro customUnInstall
  DeleteRegValue HKLM "Software\Classes\.xml\OpenWithProgids" "${RUBRICA_CLASS}"
  DeleteRegKey HKLM "Software\Classes\${RUBRICA_CLASS}"
  !insertmacro rubricaPath UnStrRep ""
!macroend
