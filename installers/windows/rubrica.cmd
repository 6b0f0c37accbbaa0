@echo off
rem The `rubrica` command. The program belongs to the windowed subsystem: a batch file waits for it, a prompt would not.
"%~dp0..\rubrica.exe" %*
exit /b %errorlevel%
