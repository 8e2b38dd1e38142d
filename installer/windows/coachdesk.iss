; The installer for Windows, compiled by installer/setup_windows.py (Inno Setup 6.4 or later).
; For one account, without an administrator. It puts the program in place and takes the former one
; away; a store is in %LOCALAPPDATA%\CoachDesk, which nothing here names but to say that it stays.

#ifndef Version
  #error The version is given by installer/setup_windows.py
#endif
#ifndef Bundle
  #error The folder of the program is given by installer/setup_windows.py
#endif

[Setup]
; What Windows knows the program by: never to be changed, or two of them would stand side by side.
AppId={{6F0C2C6B-1B0B-4E0E-9C55-2B9D9E7C1D47}
AppName=CoachDesk
AppVersion={#Version}
AppVerName=CoachDesk {#Version}
AppPublisher=Les auteurs de CoachDesk
VersionInfoVersion={#Version}
VersionInfoDescription=Installation de CoachDesk
DefaultDirName={autopf}\CoachDesk
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
DisableWelcomePage=yes
DisableDirPage=yes
DisableProgramGroupPage=yes
DisableReadyPage=yes
UsePreviousAppDir=yes
UninstallDisplayName=CoachDesk
UninstallDisplayIcon={app}\CoachDesk.exe
; An open window is told that the session ends: it closes as the coach would close it.
CloseApplications=yes
RestartApplications=no
SetupLogging=yes
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
OutputDir={#Output}
OutputBaseFilename={#Name}
SetupIconFile={#Icon}

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Messages]
; The only page before the installation: one click.
fr.WizardSelectTasks=Installer CoachDesk
fr.SelectTasksDesc=Pour vous seul, sans droits d’administrateur.
fr.SelectTasksLabel2=Le programme prend la place de sa version précédente, s’il y en a une, puis s’essaie. Vos données ne sont pas touchées : elles restent où elles sont, chiffrées.
fr.ConfirmUninstall=Enlever CoachDesk de cet ordinateur ? Vos données restent où elles sont, chiffrées.

[CustomMessages]
fr.DesktopIcon=Mettre CoachDesk sur le Bureau
fr.Trying=Essai du programme sur cet ordinateur…
fr.Failed=CoachDesk est installé, mais son essai a échoué sur cet ordinateur. Vos données ne sont pas touchées. Le rapport de l’essai est dans %1 : envoyez-le à qui vous dépanne.
fr.Newer=La version %1 de CoachDesk est déjà installée, plus récente que celle-ci (%2). Rien n’a changé : une version plus ancienne n’ouvrirait plus votre magasin.
fr.Open=CoachDesk est ouvert : rien n’a été enlevé. Fermez-le, puis recommencez.
fr.DataStay=CoachDesk est enlevé. Vos données restent dans %1, chiffrées : réinstallé, il les retrouve.

[Tasks]
Name: "desktopicon"; Description: "{cm:DesktopIcon}"

[InstallDelete]
; Libraries of the former version that this one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
; LISEZMOI tells how a folder that nobody installed is started and taken away.
Source: "{#Bundle}\*"; Excludes: "\LISEZMOI.txt"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\CoachDesk"; Filename: "{app}\CoachDesk.exe"
Name: "{autodesktop}\CoachDesk"; Filename: "{app}\CoachDesk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\CoachDesk.exe"; Description: "{cm:LaunchProgram,CoachDesk}"; Flags: nowait postinstall skipifsilent
; Asked by CoachDesk itself, which closed to be replaced.
Filename: "{app}\CoachDesk.exe"; Flags: nowait skipifnotsilent; Check: IsToBeOpenedAgain

[UninstallDelete]
Type: files; Name: "{app}\essai.txt"

[Code]
var
  SelfTestFailed: Boolean;

function IsToBeOpenedAgain: Boolean;
begin
  Result := (ExpandConstant('{param:RELAUNCH|0}') = '1') and not SelfTestFailed;
end;

{ The version that Windows says is installed; empty when none is. }
function InstalledVersion: String;
begin
  Result := '';
  RegQueryStringValue(HKCU,
    'Software\Microsoft\Windows\CurrentVersion\Uninstall\{6F0C2C6B-1B0B-4E0E-9C55-2B9D9E7C1D47}_is1',
    'DisplayVersion', Result);
end;

function InitializeSetup: Boolean;
var
  Installed, Ours: Int64;
  Told: String;
begin
  Result := True;
  Told := InstalledVersion;
  if (Told <> '') and StrToVersion(Told, Installed) and StrToVersion('{#Version}', Ours) then
    if ComparePackedVersion(Installed, Ours) > 0 then
    begin
      SuppressibleMsgBox(FmtMessage(CustomMessage('Newer'), [Told, '{#Version}']),
        mbInformation, MB_OK, IDOK);
      Result := False;
    end;
end;

procedure CurPageChanged(CurPageID: Integer);
begin
  if CurPageID = wpSelectTasks then
    WizardForm.NextButton.Caption := SetupMessage(msgButtonInstall);
end;

procedure CurStepChanged(CurStep: TSetupStep);
var
  Code: Integer;
  Report: String;
begin
  if CurStep <> ssPostInstall then
    Exit;
  Report := ExpandConstant('{app}\essai.txt');
  WizardForm.StatusLabel.Caption := CustomMessage('Trying');
  SelfTestFailed :=
    not Exec(ExpandConstant('{app}\coachdesk-commande.exe'), 'self-test --out "' + Report + '"',
      ExpandConstant('{app}'), SW_HIDE, ewWaitUntilTerminated, Code) or (Code <> 0);
  if SelfTestFailed then
    SuppressibleMsgBox(FmtMessage(CustomMessage('Failed'), [Report]), mbError, MB_OK, IDOK);
end;

{ For who installs without a hand, as CI does: 0 only if the program works. }
function GetCustomSetupExitCode: Integer;
begin
  Result := 0;
  if SelfTestFailed then
    Result := 1;
end;

{ A program that runs can be written by nobody else. }
function IsOpen(Name: String): Boolean;
var
  Written: TFileStream;
begin
  Result := False;
  if FileExists(Name) then
    try
      Written := TFileStream.Create(Name, fmOpenReadWrite or fmShareExclusive);
      Written.Free;
    except
      Result := True;
    end;
end;

{ Its libraries would stay behind, half of them gone. }
function InitializeUninstall: Boolean;
begin
  Result := not (IsOpen(ExpandConstant('{app}\CoachDesk.exe'))
    or IsOpen(ExpandConstant('{app}\coachdesk-commande.exe')));
  if not Result then
    SuppressibleMsgBox(CustomMessage('Open'), mbError, MB_OK, IDOK);
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usPostUninstall then
    SuppressibleMsgBox(
      FmtMessage(CustomMessage('DataStay'), [ExpandConstant('{localappdata}\CoachDesk')]),
      mbInformation, MB_OK, IDOK);
end;
