@echo off
rem Starts Fascicle: finds a JDK, sizes the heap, and hands the command line to the launcher.
rem   FASCICLE_JAVA_HOME     the JDK to use
rem   FASCICLE_JAVA_OPTIONS  further flags for the JVM
rem   FASCICLE_MAKE_ARCHIVE  if set, the classes of this command are archived, so that later ones start sooner
setlocal EnableExtensions
set "DIST=%~dp0."
set "JDK="
set "HEAP="

if defined FASCICLE_JAVA_HOME call :suits "%FASCICLE_JAVA_HOME%"
if defined JDK goto found
if defined JAVA_HOME call :suits "%JAVA_HOME%"
if defined JDK goto found
for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK call :suits "%%~dpj.."
if defined JDK goto found
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do if not defined JDK call :suits "%%~d"
if defined JDK goto found
echo fascicle: no JDK 25 or newer found; install one, or say where it lies with FASCICLE_JAVA_HOME 1>&2
exit /b 3

:found
set "PREVIOUS="
for %%a in (%*) do call :argument "%%~a"
set "ARCHIVE="
if exist "%DIST%\classes.jsa" set ARCHIVE="-XX:SharedArchiveFile=%DIST%\classes.jsa" -Xlog:disable
if defined FASCICLE_MAKE_ARCHIVE set ARCHIVE="-XX:ArchiveClassesAtExit=%DIST%\classes.jsa" -Xlog:disable -XX:-ClassUnloading
"%JDK%\bin\java.exe" "@%DIST%\conf\jvm.options" %ARCHIVE% %HEAP% %FASCICLE_JAVA_OPTIONS% "-Dfascicle.dist=%DIST%" -cp "%DIST%\lib\*" org.fascicle.launcher.Main %*
exit /b %ERRORLEVEL%

rem Sets JDK where a folder holds one that is new enough.
:suits
if not exist "%~1\bin\java.exe" exit /b 0
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do set "VERSION=%%~v"
set "VERSION=%VERSION:"=%"
if "%VERSION%"=="" exit /b 0
if %VERSION% GEQ 25 set "JDK=%~1"
exit /b 0

rem "--memory 4g" reaches a batch file as two words, and so does "--memory=4g".
:argument
if "%PREVIOUS%"=="--memory" (echo %~1| findstr /r /x "[0-9][0-9]*[mMgG]" >nul) && set "HEAP=-Xmx%~1"
set "PREVIOUS=%~1"
exit /b 0
